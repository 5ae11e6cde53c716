package dev.undertone.segmentation;

import java.nio.FloatBuffer;
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

    /** Takes some samples of an array during a call. */
    @FunctionalInterface
    interface Reader {
        void read(float[] samples, int offset, int length);
    }

    /**
     * Hands out the samples of a span, in one or more parts.
     *
     * @throws IndexOutOfBoundsException if they have not come yet or are forgotten
     */
    void read(Span span, Reader reader) {
        if (span.end() > seen || span.start() < seen - ring.length) {
            throw new IndexOutOfBoundsException(
                    "expected a span of samples %d to %d but got %d to %d"
                            .formatted(
                                    Math.max(0, seen - ring.length),
                                    seen,
                                    span.start(),
                                    span.end()));
        }
        for (long next = span.start(); next < span.end(); ) {
            int position = (int) (next % ring.length);
            int count = (int) Math.min(span.end() - next, ring.length - position);
            reader.read(ring, position, count);
            next += count;
        }
    }

    /**
     * A copy of the samples of a span.
     *
     * @throws IndexOutOfBoundsException if they have not come yet or are forgotten
     */
    float[] copy(Span span) {
        FloatBuffer copy = FloatBuffer.allocate((int) (span.end() - span.start()));
        read(span, copy::put);
        return copy.array();
    }
}
