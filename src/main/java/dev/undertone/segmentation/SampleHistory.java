package dev.undertone.segmentation;

import java.util.Objects;

/** The last samples of a stream, as many as it was made for. */
final class SampleHistory {

    private final float[] ring;
    private long seen;

    /** At the start of a stream. */
    SampleHistory(int capacity) {
        ring = new float[capacity];
    }

    /** Takes the next samples, which take the place of the oldest. */
    void append(float[] samples, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, samples.length);
        int skipped = Math.max(0, length - ring.length);
        for (int taken = skipped; taken < length; ) {
            int position = (int) ((seen + taken) % ring.length);
            int count = Math.min(length - taken, ring.length - position);
            System.arraycopy(samples, offset + taken, ring, position, count);
            taken += count;
        }
        seen += length;
    }

    /** How many samples have come. */
    long seen() {
        return seen;
    }

    /**
     * A copy of the samples of a span.
     *
     * @throws IndexOutOfBoundsException if they have not come yet or are forgotten
     */
    float[] copy(Span span) {
        if (span.end() > seen || span.start() < seen - ring.length) {
            throw new IndexOutOfBoundsException(
                    "expected a span of samples %d to %d but got %d to %d"
                            .formatted(
                                    Math.max(0, seen - ring.length),
                                    seen,
                                    span.start(),
                                    span.end()));
        }
        float[] copy = new float[(int) (span.end() - span.start())];
        for (int taken = 0; taken < copy.length; ) {
            int position = (int) ((span.start() + taken) % ring.length);
            int count = Math.min(copy.length - taken, ring.length - position);
            System.arraycopy(ring, position, copy, taken, count);
            taken += count;
        }
        return copy;
    }
}
