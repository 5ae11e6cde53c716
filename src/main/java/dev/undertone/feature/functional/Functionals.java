package dev.undertone.feature.functional;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The functionals of one series y_0 .. y_{n-1} (the set of Schuller et al., Interspeech 2010, table 1).
 *
 * <pre>
 * maxPos, minPos            first index of the largest, of the smallest value, / n
 * amean                     m = (1/n) sum y_i
 * linregc1, linregc2        slope b per index and offset a at index 0 of the least-squares line a + b i
 * linregerrA, linregerrQ    (1/n) sum |y_i - a - b i|,  (1/n) sum (y_i - a - b i)^2
 * stddev                    s = sqrt( (1/n) sum (y_i - m)^2 )
 * skewness, kurtosis        (1/n) sum (y_i - m)^3 / s^3,  (1/n) sum (y_i - m)^4 / s^4 (3 for a normal one)
 * quartile1..3              the 25 %, 50 %, 75 % points q1, q2, q3
 * iqr1-2, iqr2-3, iqr1-3    q2 - q1, q3 - q2, q3 - q1
 * percentile1.0, 99.0       the 1 % and 99 % points
 * pctlrange0-1              the difference of these two
 * upleveltime75, 90         share of y_i > min + X (max - min), X = 0.75, 0.90
 * </pre>
 *
 * <p>The p point is the sorted series at p (n - 1), interpolated linearly between two values.
 *
 * <p>Edges: n = 0 gives all 0; n = 1 gives slope 0 and offset y_0; skewness and kurtosis are 0 where s &lt; 1e-12.
 *
 * <p>Keeps a scratch array that grows with the longest series: one per thread.
 */
final class Functionals {

    private static final double CONSTANT_DEVIATION = 1e-12;

    private final Map<Functional, Integer> slots = new EnumMap<>(Functional.class);
    private final double[] results;
    private double[] sorted = new double[0];

    /** Those of a set, written in the order of the enumeration. */
    Functionals(Set<Functional> functionals) {
        functionals.stream().sorted().forEach(functional -> slots.put(functional, slots.size()));
        results = new double[slots.size()];
    }

    /** How many values {@link #compute} writes. */
    int count() {
        return results.length;
    }

    /**
     * Computes the functionals of one series.
     *
     * @param series y, finite
     * @param length n, how many of its values count, from the first
     * @param output receives {@link #count()} values
     * @param offset where the first of them goes
     */
    void compute(double[] series, int length, float[] output, int offset) {
        if (length == 0) {
            Arrays.fill(output, offset, offset + results.length, 0);
            return;
        }
        computeExtremes(series, length);
        computeMoments(series, length);
        computeLine(series, length);
        computeOrder(series, length);
        for (int i = 0; i < results.length; i++) {
            output[offset + i] = (float) results[i];
        }
    }

    private void computeExtremes(double[] y, int n) {
        int top = 0;
        int bottom = 0;
        for (int i = 1; i < n; i++) {
            top = y[i] > y[top] ? i : top;
            bottom = y[i] < y[bottom] ? i : bottom;
        }
        set(Functional.MAX_POS, (double) top / n);
        set(Functional.MIN_POS, (double) bottom / n);
        set(Functional.UPLEVEL_TIME_75, shareAbove(y, n, y[bottom] + 0.75 * (y[top] - y[bottom])));
        set(Functional.UPLEVEL_TIME_90, shareAbove(y, n, y[bottom] + 0.90 * (y[top] - y[bottom])));
    }

    private static double shareAbove(double[] y, int n, double level) {
        int above = 0;
        for (int i = 0; i < n; i++) {
            above += y[i] > level ? 1 : 0;
        }
        return (double) above / n;
    }

    private void computeMoments(double[] y, int n) {
        double mean = mean(y, n);
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (int i = 0; i < n; i++) {
            double distance = y[i] - mean;
            double square = distance * distance;
            second += square;
            third += square * distance;
            fourth += square * square;
        }
        double variance = second / n;
        double deviation = Math.sqrt(variance);
        boolean constant = deviation < CONSTANT_DEVIATION;
        set(Functional.AMEAN, mean);
        set(Functional.STDDEV, deviation);
        set(Functional.SKEWNESS, constant ? 0 : third / n / (variance * deviation));
        set(Functional.KURTOSIS, constant ? 0 : fourth / n / (variance * variance));
    }

    private void computeLine(double[] y, int n) {
        double mean = mean(y, n);
        double centre = (n - 1) / 2.0;
        double product = 0;
        double square = 0;
        for (int i = 0; i < n; i++) {
            product += (i - centre) * (y[i] - mean);
            square += (i - centre) * (i - centre);
        }
        double slope = n == 1 ? 0 : product / square;
        double offset = mean - slope * centre;
        double absolute = 0;
        double quadratic = 0;
        for (int i = 0; i < n; i++) {
            double residual = y[i] - offset - slope * i;
            absolute += Math.abs(residual);
            quadratic += residual * residual;
        }
        set(Functional.LINREG_C1, slope);
        set(Functional.LINREG_C2, offset);
        set(Functional.LINREG_ERR_A, absolute / n);
        set(Functional.LINREG_ERR_Q, quadratic / n);
    }

    private void computeOrder(double[] y, int n) {
        if (sorted.length < n) {
            sorted = new double[n];
        }
        System.arraycopy(y, 0, sorted, 0, n);
        Arrays.sort(sorted, 0, n);
        double first = point(0.25, n);
        double second = point(0.50, n);
        double third = point(0.75, n);
        double low = point(0.01, n);
        double high = point(0.99, n);
        set(Functional.QUARTILE_1, first);
        set(Functional.QUARTILE_2, second);
        set(Functional.QUARTILE_3, third);
        set(Functional.IQR_1_2, second - first);
        set(Functional.IQR_2_3, third - second);
        set(Functional.IQR_1_3, third - first);
        set(Functional.PERCENTILE_1, low);
        set(Functional.PERCENTILE_99, high);
        set(Functional.PERCENTILE_RANGE, high - low);
    }

    private double point(double share, int n) {
        double position = share * (n - 1);
        int below = (int) position;
        int above = Math.min(below + 1, n - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    private static double mean(double[] y, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += y[i];
        }
        return sum / n;
    }

    private void set(Functional functional, double value) {
        Integer slot = slots.get(functional);
        if (slot != null) {
            results[slot] = value;
        }
    }
}
