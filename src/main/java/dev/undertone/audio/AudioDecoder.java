package dev.undertone.audio;

import dev.undertone.audio.AudioException.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decodes audio by its content, never by its name: WAV (PCM of 8 to 64 bits, 32- and 64-bit float, A-law, mu-law) and
 * FLAC.
 *
 * <p>The samples are decoded, mixed and resampled block by block while the bytes arrive, so that memory beyond the result
 * stays constant. Stateless but for its limits: one decoder serves any number of threads.
 */
public final class AudioDecoder {

    private final AudioLimits limits;

    public AudioDecoder(AudioLimits limits) {
        this.limits = limits;
    }

    /**
     * Decodes a whole recording.
     *
     * <p>What is wrong is looked for in this order: no bytes, no known container, a faulty structure (with a WAV file that
     * is shorter than it declares), an unknown encoding, the header's channels, rate and duration against the limits, the
     * samples. Samples are in [-1, 1]: integers of b bits divided by 2^(b-1), floats beyond clipped. Channels are averaged
     * before they are resampled. At the file's own rate the samples are not touched, so that 16-bit PCM at that rate comes
     * out exact.
     *
     * @param encoded the bytes of the file; read to the end at most, not closed
     * @param mode what becomes of several channels
     * @param sampleRateHz the rate of the result; M samples at rate R become ceil(sampleRateHz M / R)
     * @return what arrived, and its waveforms
     * @throws AudioException if the audio cannot be taken; {@code TOO_SHORT} only if it holds not one sample
     * @throws IOException if the stream cannot be read
     */
    public DecodedAudio decode(InputStream encoded, ChannelMode mode, int sampleRateHz)
            throws IOException {
        EncodedAudio audio = Container.openAny(new EncodedInput(encoded, limits.maxBytes()));
        try {
            audio.header().requireWithin(limits);
            DecodedAudio decoded = decode(audio, mode, sampleRateHz);
            audio.payload().finish();
            return decoded;
        } catch (AudioException e) {
            if (e.fault() != Fault.MALFORMED && e.fault() != Fault.TOO_LARGE) {
                audio.payload()
                        .finish(); // a file that is cut short is malformed whatever else is wrong
                // with it
            }
            throw e;
        }
    }

    private DecodedAudio decode(EncodedAudio audio, ChannelMode mode, int sampleRateHz)
            throws IOException {
        AudioHeader header = audio.header();
        int sourceRateHz = Math.toIntExact(header.sampleRateHz());
        List<WaveformBuilder> waveforms =
                IntStream.range(0, mode == ChannelMode.MIX ? 1 : header.channels())
                        .mapToObj(channel -> new WaveformBuilder(sourceRateHz, sampleRateHz))
                        .toList();
        try (FfmpegDecoder decoder = new FfmpegDecoder(audio)) {
            SampleBlock block = new SampleBlock(header.channels());
            while (decoder.next(block)) {
                requireWithinDuration(decoder, header);
                append(block, mode, waveforms);
            }
            requireDeclaredLength(decoder, header);
            AudioDescription description =
                    new AudioDescription(
                            (double) decoder.decodedSamples() / sourceRateHz,
                            audio.container().ffmpegName(),
                            decoder.codecName(),
                            sourceRateHz,
                            header.channels());
            return new DecodedAudio(
                    description, waveforms.stream().map(WaveformBuilder::build).toList());
        }
    }

    private static void append(
            SampleBlock block, ChannelMode mode, List<WaveformBuilder> waveforms) {
        if (mode == ChannelMode.MIX) {
            waveforms.get(0).append(block.mean(), block.length());
            return;
        }
        for (int channel = 0; channel < waveforms.size(); channel++) {
            waveforms.get(channel).append(block.channel(channel), block.length());
        }
    }

    private void requireWithinDuration(FfmpegDecoder decoder, AudioHeader header) {
        if (decoder.decodedSamples() > header.maxSamples(limits)) {
            throw new AudioException(
                    Fault.DECODED_TOO_LARGE,
                    "more than %d s of audio".formatted(limits.maxDuration().toSeconds()));
        }
    }

    private static void requireDeclaredLength(FfmpegDecoder decoder, AudioHeader header) {
        long decoded = decoder.decodedSamples();
        if (header.declaredSamples().isPresent()
                && header.declaredSamples().getAsLong() != decoded) {
            throw new AudioException(
                    Fault.MALFORMED,
                    "%d samples declared but %d decoded"
                            .formatted(header.declaredSamples().getAsLong(), decoded));
        }
        if (decoded == 0) {
            throw new AudioException(Fault.TOO_SHORT, "not one sample");
        }
    }
}
