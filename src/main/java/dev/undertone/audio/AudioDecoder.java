package dev.undertone.audio;

import dev.undertone.audio.AudioException.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decodes audio by its content, never by its name: WAV (PCM, float, A-law, mu-law, ADPCM, GSM; also RF64, BW64 and RIFX),
 * FLAC, AIFF, MP3, Ogg and WebM (Vorbis, Opus, FLAC), MP4 and M4A (AAC, ALAC), AAC in ADTS, and AMR.
 *
 * <p>The samples are decoded, mixed and resampled block by block while the bytes arrive, so that memory beyond the result
 * stays constant; only an MP4 file whose index stands behind its samples is held whole. Stateless but for its limits: one
 * decoder serves any number of threads.
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
     * samples. A length that a compressed file declares may be missed by 0.1 s or four frames of the codec. Samples are in
     * [-1, 1]: integers of b bits divided by 2^(b-1), floats beyond clipped. Channels are averaged
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
        try (AudioStream audio = open(encoded, mode, sampleRateHz)) {
            return collect(audio, sampleRateHz);
        }
    }

    /**
     * Decodes samples without a header, whatever they look like.
     *
     * @param encoded the samples, channels interleaved; read to the end at most, not closed
     * @param format what the caller says they are
     * @param mode what becomes of several channels
     * @param sampleRateHz the rate of the result
     * @return what arrived, and its waveforms
     * @throws AudioException as for {@link #decode(InputStream, ChannelMode, int)}; {@code MALFORMED} if the bytes end
     *     within a sample
     * @throws IOException if the stream cannot be read
     */
    public DecodedAudio decode(
            InputStream encoded, RawFormat format, ChannelMode mode, int sampleRateHz)
            throws IOException {
        try (AudioStream audio = open(encoded, format, mode, sampleRateHz)) {
            return collect(audio, sampleRateHz);
        }
    }

    /**
     * Guesses how much audio a recording holds from its header or, where that does not say, from its size; nothing is
     * decoded.
     *
     * @param encoded the bytes of the file; its beginning is read, it is not closed
     * @param bytes how many they are
     * @param mode what becomes of several channels
     * @return seconds over all waveforms that come out; 0 for what is no audio
     * @throws IOException if the stream cannot be read
     */
    public double guessSeconds(InputStream encoded, long bytes, ChannelMode mode)
            throws IOException {
        try {
            return LengthGuess.of(input(encoded), bytes).seconds(mode);
        } catch (AudioException e) {
            return 0;
        }
    }

    private static DecodedAudio collect(AudioStream audio, int sampleRateHz) throws IOException {
        List<WaveformBuilder> waveforms =
                IntStream.range(0, audio.channels())
                        .mapToObj(channel -> new WaveformBuilder(sampleRateHz))
                        .toList();
        while (audio.next()) {
            for (int channel = 0; channel < waveforms.size(); channel++) {
                waveforms.get(channel).append(audio.samples(channel), audio.length());
            }
        }
        return new DecodedAudio(
                audio.description(), waveforms.stream().map(WaveformBuilder::build).toList());
    }

    /**
     * Opens a recording of any length, to be decoded block by block: what {@link #decode} says, without holding it whole.
     *
     * @param encoded the bytes of the file; read as the stream advances, to the end at most, not closed
     * @param mode what becomes of several channels
     * @param sampleRateHz the rate of the result
     * @return before its first block; to be closed
     * @throws AudioException if the header shows that the audio cannot be taken; what only the samples show is thrown by
     *     {@link AudioStream#next}
     * @throws IOException if the stream cannot be read
     */
    public AudioStream open(InputStream encoded, ChannelMode mode, int sampleRateHz)
            throws IOException {
        return open(Container.openAny(input(encoded)), mode, sampleRateHz);
    }

    /**
     * Opens samples without a header, of any number, to be decoded block by block.
     *
     * @param encoded the samples, channels interleaved; read as the stream advances, to the end at most, not closed
     * @param format what the caller says they are
     * @param mode what becomes of several channels
     * @param sampleRateHz the rate of the result
     * @return before its first block; to be closed
     * @throws AudioException if the format is beyond the limits, or there is no byte
     * @throws IOException if the stream cannot be read
     */
    public AudioStream open(
            InputStream encoded, RawFormat format, ChannelMode mode, int sampleRateHz)
            throws IOException {
        return open(format.open(input(encoded)), mode, sampleRateHz);
    }

    /** The bytes, of which there is one at least. */
    private EncodedInput input(InputStream encoded) throws IOException {
        EncodedInput input = new EncodedInput(encoded, limits.maxBytes());
        if (input.peek(1).length == 0) {
            throw new AudioException(Fault.EMPTY, "no bytes");
        }
        return input;
    }

    private AudioStream open(EncodedAudio audio, ChannelMode mode, int sampleRateHz)
            throws IOException {
        return finishingIfRefused(
                audio.payload(), () -> new AudioStream(audio, limits, mode, sampleRateHz));
    }

    /** Runs a step; if it refuses the audio, reads on: a file that is cut short is malformed whatever else is wrong with it. */
    static <T> T finishingIfRefused(Payload payload, Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (AudioException e) {
            if (e.fault() != Fault.MALFORMED && e.fault() != Fault.TOO_LARGE) {
                payload.finish();
            }
            throw e;
        }
    }

    /** Something that reads. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException;
    }
}
