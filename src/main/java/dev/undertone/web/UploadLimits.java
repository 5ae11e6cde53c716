package dev.undertone.web;

import java.time.Duration;

/**
 * What is read from a caller.
 *
 * @param maxAudioBytes most encoded bytes of one recording
 * @param maxBufferedBytes most bytes of all recordings that are held at a time
 * @param timeout from the first byte of a body to its last
 */
public record UploadLimits(long maxAudioBytes, long maxBufferedBytes, Duration timeout) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one recording of the largest size could not be held, or nothing at all
     */
    public UploadLimits {
        if (maxAudioBytes <= 0 || maxAudioBytes > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "expected 1 byte to 2 GiB of audio but got " + maxAudioBytes);
        }
        if (maxBufferedBytes < maxAudioBytes) {
            throw new IllegalArgumentException(
                    "expected room for %d bytes of audio but got %d"
                            .formatted(maxAudioBytes, maxBufferedBytes));
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("expected a positive timeout but got " + timeout);
        }
    }
}
