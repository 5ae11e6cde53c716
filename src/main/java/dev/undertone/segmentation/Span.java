package dev.undertone.segmentation;

/**
 * A part of a recording.
 *
 * @param start its first sample
 * @param end the sample behind its last one, after the start
 * @param isCut whether it ends for its length alone: speech goes on
 */
record Span(long start, long end, boolean isCut) {

    /** One that ends where it ends. */
    Span(long start, long end) {
        this(start, end, false);
    }

    Span {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "expected 0 <= start < end but got %d and %d".formatted(start, end));
        }
    }
}
