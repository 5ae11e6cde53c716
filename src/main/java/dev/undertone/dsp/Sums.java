package dev.undertone.dsp;

/**
 * Sums over arrays, in four interleaved partial sums: an addition need not wait for the one before it, which makes them
 * about three times as fast as the plain loop. The order of additions depends on the range's length alone.
 */
public final class Sums {

    private Sums() {}

    /** The sum of all values. */
    public static double of(double[] values) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (; i < values.length; i++) {
            a += values[i];
        }
        return (a + b) + (c + d);
    }

    /**
     * The sum of the squares of values[from] .. values[to - 1]; exactly 0 only where all of them are 0.
     *
     * @param values holds the range
     * @param from the first index
     * @param to the index after the last
     */
    public static double ofSquares(double[] values, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            a += values[i] * values[i];
            b += values[i + 1] * values[i + 1];
            c += values[i + 2] * values[i + 2];
            d += values[i + 3] * values[i + 3];
        }
        for (; i < to; i++) {
            a += values[i] * values[i];
        }
        return (a + b) + (c + d);
    }

    /**
     * The sum of left[leftFrom + i] right[rightFrom + i], i = 0 .. length - 1.
     *
     * @param left holds the first range
     * @param leftFrom where it starts
     * @param right holds the second range; may be the same array
     * @param rightFrom where it starts
     * @param length of both, 0 or more
     */
    public static double ofProducts(
            double[] left, int leftFrom, double[] right, int rightFrom, int length) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            a += left[leftFrom + i] * right[rightFrom + i];
            b += left[leftFrom + i + 1] * right[rightFrom + i + 1];
            c += left[leftFrom + i + 2] * right[rightFrom + i + 2];
            d += left[leftFrom + i + 3] * right[rightFrom + i + 3];
        }
        for (; i < length; i++) {
            a += left[leftFrom + i] * right[rightFrom + i];
        }
        return (a + b) + (c + d);
    }
}
