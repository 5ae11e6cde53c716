package dev.undertone.audio;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Samples without a header that arrive in chunks of any size, even within a sample: decoded, mixed and resampled as they
 * come. All that comes out, up to {@link #finish}, is bit for bit what {@link AudioDecoder#decode} gives for the same
 * bytes at once.
 *
 * <p>Not thread-safe. Owns native memory until it is closed.
 */
public final class PushedAudio implements AutoCloseable {

    private final RawFormat format;
    private final int sampleRateHz;
    private final Chunk chunk = new Chunk();
    private final FfmpegDecoder decoder;
    private final SampleBlock block;
    private final int blockAlign;
    private ResampledChannel output;
    private float[] samples = {};
    private int length;
    private long restartedAt;

    /**
     * Before the first byte.
     *
     * @param format what the bytes are
     * @param limits channels and rates that are taken
     * @param sampleRateHz the rate of what comes out
     * @throws AudioException {@code TOO_MANY_CHANNELS} or {@code UNSUPPORTED_SAMPLE_RATE}
     */
    public PushedAudio(RawFormat format, AudioLimits limits, int sampleRateHz) {
        this.format = format;
        this.sampleRateHz = sampleRateHz;
        BareAudio audio = format.open(new EncodedInput(chunk, Long.MAX_VALUE));
        audio.header().requireWithin(limits);
        blockAlign = audio.format().blockAlign();
        decoder = open(audio);
        block = decoder.newBlock();
        output = new ResampledChannel(format.sampleRateHz(), sampleRateHz);
    }

    private static FfmpegDecoder open(BareAudio audio) {
        try {
            return new FfmpegDecoder(audio);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be read", e);
        }
    }

    /**
     * Takes the next bytes.
     *
     * @param bytes holds them; read during the call only
     * @param offset of the first one
     * @param count how many, 0 or more
     * @return how many samples came out; they are {@link #samples}
     * @throws AudioException {@code NON_FINITE_SAMPLES}
     */
    public int push(byte[] bytes, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        length = 0;
        chunk.append(bytes, offset, count);
        chunk.offerWhole(blockAlign);
        try {
            while (chunk.isOffering() && decoder.next(block)) {
                keep(output.push(block.mean(), block.length()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be read", e);
        }
        return length;
    }

    /**
     * Ends the recording that began with the first byte or at the last call: the resampler gives what it held back, and
     * what comes later is another recording.
     *
     * @return how many samples came out; they are {@link #samples}
     */
    public int finish() {
        length = 0;
        keep(output.finish());
        output = new ResampledChannel(format.sampleRateHz(), sampleRateHz);
        restartedAt = decoder.decodedSamples();
        return length;
    }

    /** Bytes of a sample that is not complete in all channels yet. */
    public int pendingBytes() {
        return chunk.size();
    }

    /** What came out last: the first values, as many as the last call returned; read only, valid until the next one. */
    public float[] samples() {
        return samples;
    }

    /** What has come since the last {@link #finish}. */
    public AudioDescription description() {
        double seconds = (double) (decoder.decodedSamples() - restartedAt) / format.sampleRateHz();
        return description(seconds);
    }

    /** The same with another duration. */
    public AudioDescription description(double durationSeconds) {
        return new AudioDescription(
                durationSeconds,
                format.containerName(),
                decoder.codecName(),
                format.sampleRateHz(),
                format.channels());
    }

    @Override
    public void close() {
        decoder.close();
    }

    private void keep(int count) {
        if (samples.length < length + count) {
            samples = Arrays.copyOf(samples, length + count);
        }
        System.arraycopy(output.samples(), 0, samples, length, count);
        length += count;
    }

    /** The bytes that are not decoded yet, of which whole samples are offered; at their end there may be more later. */
    private static final class Chunk extends InputStream {

        private byte[] bytes = {};
        private int start;
        private int end;
        private int offered;

        void append(byte[] source, int offset, int count) {
            int kept = size();
            byte[] joined = bytes.length < kept + count ? new byte[kept + count] : bytes;
            System.arraycopy(bytes, start, joined, 0, kept);
            System.arraycopy(source, offset, joined, kept, count);
            bytes = joined;
            start = 0;
            end = kept + count;
        }

        void offerWhole(int blockAlign) {
            offered = end - end % blockAlign;
        }

        boolean isOffering() {
            return start < offered;
        }

        int size() {
            return end - start;
        }

        @Override
        public int read() {
            return isOffering() ? bytes[start++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int count) {
            if (!isOffering()) {
                return -1;
            }
            int taken = Math.min(count, offered - start);
            System.arraycopy(bytes, start, target, offset, taken);
            start += taken;
            return taken;
        }
    }
}
