package dev.undertone.segmentation;

import org.jspecify.annotations.Nullable;

/**
 * A part of a recording that the caller names, for example what a diariser found.
 *
 * @param startSeconds where it begins, 0 or later
 * @param endSeconds where it ends, at least one frame of 25 ms later
 * @param speaker who speaks, null where the caller does not say
 */
public record GivenSegment(double startSeconds, double endSeconds, @Nullable String speaker) {

    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException if they are not finite and in order, or leave no frame between them
     */
    public GivenSegment {
        if (!(startSeconds >= 0 && endSeconds < Double.POSITIVE_INFINITY)
                || samples(endSeconds) - samples(startSeconds) < Segmenter.MIN_SAMPLES) {
            throw new IllegalArgumentException(
                    "expected 0 <= start and start + 0.025 <= end but got %s and %s"
                            .formatted(startSeconds, endSeconds));
        }
    }

    Span span() {
        return new Span(samples(startSeconds), samples(endSeconds));
    }

    private static long samples(double seconds) {
        return Math.round(seconds * Segmenter.SAMPLE_RATE_HZ);
    }
}
