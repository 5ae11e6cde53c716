package dev.undertone.recognition;

import dev.undertone.audio.AudioLimits;
import java.time.Duration;

/**
 * What is taken on of long recordings.
 *
 * @param audio what one may be
 * @param longestSegment longest segment that a caller may name, which bounds the memory of a channel
 * @param atATime recordings worked on at a time, one core each; more are turned away
 */
public record TimelineLimits(AudioLimits audio, Duration longestSegment, int atATime) {

    /** 2 GB and 6 h, 8 channels, 8 to 192 kHz; segments of 5 min; half of the cores. */
    public static final TimelineLimits DEFAULT =
            new TimelineLimits(
                    new AudioLimits(2_000_000_000, Duration.ofHours(6), 8, 8_000, 192_000),
                    Duration.ofMinutes(5),
                    Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if nothing could be worked on
     */
    public TimelineLimits {
        if (atATime <= 0 || longestSegment.isNegative() || longestSegment.isZero()) {
            throw new IllegalArgumentException(
                    "expected at least 1 recording and a positive segment but got %d and %s"
                            .formatted(atATime, longestSegment));
        }
    }
}
