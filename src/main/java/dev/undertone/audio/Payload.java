package dev.undertone.audio;

import dev.undertone.audio.AudioException.Fault;
import java.io.IOException;

/**
 * The encoded samples of one recording as they come, behind a short header of our own where a demuxer wants one.
 *
 * <p>Not thread-safe.
 */
final class Payload implements ByteSource {

    /** Length of a payload that ends where the bytes end. */
    static final long TO_THE_END = Long.MAX_VALUE;

    private final byte[] prefix;
    private final EncodedInput input;
    private final long inputBytes;
    private int prefixRead;
    private boolean exhausted;
    private long inputRead;

    /**
     * Takes ownership of the prefix.
     *
     * @param prefix the header to put before the samples, possibly empty
     * @param input positioned at the first encoded sample
     * @param inputBytes declared length of the encoded samples, or {@link #TO_THE_END}
     */
    Payload(byte[] prefix, EncodedInput input, long inputBytes) {
        this.prefix = prefix;
        this.input = input;
        this.inputBytes = inputBytes;
    }

    /**
     * Reads header and samples.
     *
     * @return the number of bytes read, or -1 at the end
     * @throws AudioException {@code MALFORMED} if the input ends before the declared payload does
     */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (prefixRead < prefix.length) {
            int count = Math.min(length, prefix.length - prefixRead);
            System.arraycopy(prefix, prefixRead, target, offset, count);
            prefixRead += count;
            return count;
        }
        if (inputRead == inputBytes) {
            exhausted = true;
            return -1;
        }
        int count = input.read(target, offset, (int) Math.min(length, inputBytes - inputRead));
        if (count > 0) {
            inputRead += count;
        } else {
            exhausted = true;
            requireWholePayload();
        }
        return count;
    }

    /** Whether a reader has met the end. */
    boolean isExhausted() {
        return exhausted;
    }

    /**
     * Reads the input to its end, so that a short or too large file is known as such whatever else is wrong with it.
     *
     * @throws AudioException {@code MALFORMED} if the input ends before the declared payload does, {@code TOO_LARGE} if
     *     it does not end within the limit
     */
    void finish() throws IOException {
        inputRead += input.skip(inputBytes - inputRead);
        requireWholePayload();
        input.skip(Long.MAX_VALUE);
    }

    private void requireWholePayload() {
        if (inputBytes != TO_THE_END && inputRead < inputBytes) {
            throw new AudioException(
                    Fault.MALFORMED,
                    "%d bytes of samples declared but only %d there"
                            .formatted(inputBytes, inputRead));
        }
    }
}
