package dev.undertone.audio;

import dev.undertone.audio.AudioException.Fault;
import java.io.IOException;

/**
 * One recording ready for the demuxer: a short header that we wrote ourselves from the checked fields, then the encoded
 * samples as they come. Tags, pictures and unknown chunks never reach native code.
 *
 * <p>Not thread-safe.
 */
final class EncodedAudio {

    /** Length of a payload that ends where the bytes end. */
    static final long TO_THE_END = Long.MAX_VALUE;

    private final Container container;
    private final AudioHeader header;
    private final byte[] prefix;
    private final EncodedInput payload;
    private final long payloadBytes;
    private int prefixRead;
    private long payloadRead;

    /**
     * Takes ownership of the prefix.
     *
     * @param prefix the rewritten header
     * @param payload positioned at the first encoded sample
     * @param payloadBytes declared length of the encoded samples, or {@link #TO_THE_END}
     */
    EncodedAudio(
            Container container,
            AudioHeader header,
            byte[] prefix,
            EncodedInput payload,
            long payloadBytes) {
        this.container = container;
        this.header = header;
        this.prefix = prefix;
        this.payload = payload;
        this.payloadBytes = payloadBytes;
    }

    Container container() {
        return container;
    }

    AudioHeader header() {
        return header;
    }

    /**
     * Reads what the demuxer sees.
     *
     * @return the number of bytes read, or -1 at the end
     * @throws AudioException {@code MALFORMED} if the input ends before the declared payload does
     */
    int read(byte[] target, int offset, int length) throws IOException {
        if (prefixRead < prefix.length) {
            int count = Math.min(length, prefix.length - prefixRead);
            System.arraycopy(prefix, prefixRead, target, offset, count);
            prefixRead += count;
            return count;
        }
        if (payloadRead == payloadBytes) {
            return -1;
        }
        int count =
                payload.read(target, offset, (int) Math.min(length, payloadBytes - payloadRead));
        if (count > 0) {
            payloadRead += count;
        } else {
            requireWholePayload();
        }
        return count;
    }

    /**
     * Reads the input to its end, so that a short or too large file is known as such whatever else is wrong with it.
     *
     * @throws AudioException {@code MALFORMED} if the input ends before the declared payload does, {@code TOO_LARGE} if
     *     it does not end within the limit
     */
    void finish() throws IOException {
        payloadRead += payload.skip(payloadBytes - payloadRead);
        requireWholePayload();
        payload.skip(Long.MAX_VALUE);
    }

    private void requireWholePayload() {
        if (payloadBytes != TO_THE_END && payloadRead < payloadBytes) {
            throw new AudioException(
                    Fault.MALFORMED,
                    "%d bytes of samples declared but only %d there"
                            .formatted(payloadBytes, payloadRead));
        }
    }
}
