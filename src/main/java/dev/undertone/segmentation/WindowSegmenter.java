package dev.undertone.segmentation;

import java.io.IOException;

/**
 * Windows of one length at fixed distances: window k covers the samples k hop to k hop + window - 1. The last one is cut
 * at the end of the recording and is there only if it holds samples that no other window has, and at least one frame.
 */
public final class WindowSegmenter extends Segmenter {

    private final int window;
    private final int hop;
    private long next;

    /**
     * At the start of a recording.
     *
     * @param windowSeconds length of a window, at least one frame of 25 ms and at most 10 minutes
     * @param hopSeconds from one start to the next, positive and at most the length
     * @throws IllegalArgumentException if the lengths cannot be
     */
    public WindowSegmenter(double windowSeconds, double hopSeconds) {
        super(samples(windowSeconds));
        window = samples(windowSeconds);
        hop = samples(hopSeconds);
        if (hop <= 0 || hop > window || window < MIN_SAMPLES) {
            throw new IllegalArgumentException(
                    "expected 0 < hop <= window but got %s s and %s s"
                            .formatted(hopSeconds, windowSeconds));
        }
    }

    @Override
    void advance(float[] samples, int offset, int length, StretchConsumer consumer)
            throws IOException {
        while (next + window <= seen()) {
            tell(new Span(next, next + window), null, consumer);
            next += hop;
        }
    }

    @Override
    public void finish(StretchConsumer consumer) throws IOException {
        boolean isCovered = next > 0 && next - hop + window >= seen();
        if (!isCovered && seen() - next >= MIN_SAMPLES) {
            tell(new Span(next, seen()), null, consumer);
        }
    }

    private static int samples(double seconds) {
        if (!(seconds > 0 && seconds <= 600)) {
            throw new IllegalArgumentException("expected 0 to 600 s but got " + seconds);
        }
        return (int) Math.round(seconds * SAMPLE_RATE_HZ);
    }
}
