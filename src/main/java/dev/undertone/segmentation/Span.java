package dev.undertone.segmentation;

/**
 * A part of a recording.
 *
 * @param start its first sample
 * @param end the sample behind its last one, after the start
 */
record Span(long start, long end) {

    Span {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "expected 0 <= start < end but got %d and %d".formatted(start, end));
        }
    }
}
