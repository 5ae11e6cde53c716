package dev.undertone.audio;

import dev.undertone.audio.AudioException.Fault;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A recording on its way: decoded, mixed and resampled block by block, in memory that does not grow with its length.
 *
 * <p>{@code try (AudioStream audio = decoder.open(...)) { while (audio.next()) { use(audio.samples(0), audio.length()); } }}
 *
 * <p>All blocks together are, bit for bit, what {@link AudioDecoder#decode} gives. Not thread-safe. Owns native memory
 * until it is closed; the bytes beneath it are not closed.
 */
public final class AudioStream implements AutoCloseable {

    private final EncodedAudio audio;
    private final AudioLimits limits;
    private final ChannelMode mode;
    private final FfmpegDecoder decoder;
    private final AudioHeader header;
    private final SampleBlock block;
    private final List<ResampledChannel> outputs;
    private boolean ended;
    private int length;

    /**
     * Opens the decoder.
     *
     * @throws AudioException if the header is beyond the limits or refused by the decoder
     */
    AudioStream(EncodedAudio audio, AudioLimits limits, ChannelMode mode, int sampleRateHz)
            throws IOException {
        this.audio = audio;
        this.limits = limits;
        this.mode = mode;
        if (audio instanceof BareAudio bare) {
            bare.header().requireWithin(limits);
        }
        decoder = new FfmpegDecoder(audio);
        try {
            header = decoder.header();
            header.requireWithin(limits);
        } catch (AudioException e) {
            decoder.close();
            throw e;
        }
        block = decoder.newBlock();
        int sourceRateHz = Math.toIntExact(header.sampleRateHz());
        outputs =
                IntStream.range(0, mode == ChannelMode.MIX ? 1 : header.channels())
                        .mapToObj(channel -> new ResampledChannel(sourceRateHz, sampleRateHz))
                        .toList();
    }

    /** How many waveforms come out: 1 for {@link ChannelMode#MIX}, the file's number for {@link ChannelMode#EACH}. */
    public int channels() {
        return outputs.size();
    }

    /**
     * Goes on to the next block.
     *
     * @return false at the end, after what was decoded has been held against what the header declared
     * @throws AudioException if the audio cannot be taken
     * @throws IOException if the bytes cannot be read
     */
    public boolean next() throws IOException {
        length = 0;
        while (!ended && length == 0) {
            length = AudioDecoder.finishingIfRefused(audio.payload(), this::advance);
        }
        return length > 0;
    }

    /**
     * The present block of a channel, at the rate that was asked for.
     *
     * @param channel 0 to {@link #channels} - 1
     * @return an array whose first {@link #length} values are the samples, nominally in [-1, 1]; read only, and valid until
     *     the next call of {@link #next}
     */
    public float[] samples(int channel) {
        return outputs.get(channel).samples();
    }

    /** Samples per channel of the present block; 0 before the first and behind the last. */
    public int length() {
        return length;
    }

    /** What arrives. Its duration is what was decoded so far: the whole once {@link #next} has returned false. */
    public AudioDescription description() {
        int sampleRateHz = Math.toIntExact(header.sampleRateHz());
        return new AudioDescription(
                (double) decoder.decodedSamples() / sampleRateHz,
                audio.containerName(),
                decoder.codecName(),
                sampleRateHz,
                header.channels());
    }

    @Override
    public void close() {
        decoder.close();
    }

    /** Decodes one block, or ends; returns how many samples came out, which may be none yet. */
    private int advance() throws IOException {
        if (decoder.next(block)) {
            requireWithinDuration();
            return push();
        }
        ended = true;
        decoder.requireDeclaredLength();
        audio.payload().finish();
        int last = 0;
        for (ResampledChannel output : outputs) {
            last = output.finish();
        }
        return last;
    }

    private int push() {
        if (mode == ChannelMode.MIX) {
            return outputs.get(0).push(block.mean(), block.length());
        }
        int count = 0;
        for (int channel = 0; channel < outputs.size(); channel++) {
            count = outputs.get(channel).push(block.channel(channel), block.length());
        }
        return count;
    }

    private void requireWithinDuration() {
        if (decoder.decodedSamples() > header.maxSamples(limits)) {
            throw new AudioException(
                    Fault.DECODED_TOO_LARGE,
                    "more than %d s of audio".formatted(limits.maxDuration().toSeconds()));
        }
    }
}
