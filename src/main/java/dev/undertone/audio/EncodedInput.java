package dev.undertone.audio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The bytes of an upload, counted as they are read. Its memory is one fixed buffer, whatever the bytes claim.
 *
 * <p>Not thread-safe; does not close the stream beneath it.
 */
final class EncodedInput {

    private static final int BUFFER_BYTES = 8192;

    private final InputStream bytes;
    private final long maxBytes;
    private long position;

    /**
     * Starts at the stream's present position.
     *
     * @param bytes where the bytes come from
     * @param maxBytes most bytes that may be read
     */
    EncodedInput(InputStream bytes, long maxBytes) {
        this.bytes = new BufferedInputStream(bytes, BUFFER_BYTES);
        this.maxBytes = maxBytes;
    }

    /** The next bytes without consuming them: at most {@code length}, fewer at the end. */
    byte[] peek(int length) throws IOException {
        bytes.mark(length);
        byte[] ahead = bytes.readNBytes(length);
        bytes.reset();
        return ahead;
    }

    /**
     * Reads as {@link InputStream#read(byte[], int, int)}.
     *
     * @return the number of bytes read, or -1 at the end
     * @throws AudioException {@code TOO_LARGE} once more than the limit has been read
     */
    int read(byte[] target, int offset, int length) throws IOException {
        int count = bytes.read(target, offset, length);
        if (count > 0) {
            position += count;
        }
        if (position > maxBytes) {
            throw new AudioException(
                    AudioException.Fault.TOO_LARGE, "more than %d bytes".formatted(maxBytes));
        }
        return count;
    }

    /** Reads exactly {@code length} bytes, or as many as there are. */
    byte[] readUpTo(int length) throws IOException {
        byte[] target = new byte[length];
        int filled = 0;
        while (filled < length) {
            int count = read(target, filled, length - filled);
            if (count < 0) {
                return Arrays.copyOf(target, filled);
            }
            filled += count;
        }
        return target;
    }

    /**
     * Reads and forgets.
     *
     * @param length most bytes to skip
     * @return the number of bytes skipped, less than {@code length} only at the end
     */
    long skip(long length) throws IOException {
        byte[] scratch = new byte[(int) Math.min(length, BUFFER_BYTES)];
        long left = length;
        while (left > 0) {
            int count = read(scratch, 0, (int) Math.min(left, scratch.length));
            if (count < 0) {
                break;
            }
            left -= count;
        }
        return length - left;
    }
}
