package dev.undertone.web;

import java.time.Duration;

/**
 * What is read of a long recording.
 *
 * @param maxAudioBytes most encoded bytes
 * @param idleTimeout longest wait for the next kibibyte
 */
public record TimelineUploadLimits(long maxAudioBytes, Duration idleTimeout) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if nothing could be read
     */
    public TimelineUploadLimits {
        if (maxAudioBytes <= 0 || idleTimeout.isNegative() || idleTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "expected a positive size and timeout but got %d and %s"
                            .formatted(maxAudioBytes, idleTimeout));
        }
    }
}
