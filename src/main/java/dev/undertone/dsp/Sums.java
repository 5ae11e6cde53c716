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
}
