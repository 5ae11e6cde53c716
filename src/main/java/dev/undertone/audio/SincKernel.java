package dev.undertone.audio;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The low-pass kernel between two sample rates, tabulated per phase.
 *
 * <p>Following J. O. Smith, "Digital Audio Resampling" (CCRMA, 2002), and J. F. Kaiser's window (1974):
 *
 * <pre>
 *   h(t) = c sinc(c t) w(c t / Z),   c = min(1, R' / R),   sinc(x) = sin(pi x) / (pi x)
 *   w(u) = I0(beta sqrt(1 - u^2)) / I0(beta) for |u| &lt; 1, else 0
 * </pre>
 *
 * with t in input samples, R and R' the rates of input and output, Z = 20 zero crossings on each side and beta = 7.857:
 * Kaiser's formulas give 80 dB beyond a transition band of 1/8 of the lower rate, centred on its half. For 16 kHz that
 * is flat to 7 kHz, 6 dB down at 8 kHz, 80 dB down from 9 kHz on.
 *
 * <p>Output times fall on L = R' / gcd(R, R') phases between two input samples. Up to {@value #MAX_EXACT_PHASES} of them
 * each has its own row of coefficients; beyond, rows stand at 512 phases and the result is interpolated linearly between
 * two rows, an error below (pi / 512)^2 / 8, or -106 dB. Each row is scaled to the sum 1, so that a constant stays a
 * constant.
 *
 * <p>Immutable and thread-safe.
 */
final class SincKernel {

    private static final int ZERO_CROSSINGS = 20;
    private static final double BETA = 7.857;
    private static final int MAX_EXACT_PHASES = 1024;
    private static final int TABLE_PHASES = 512;

    private static final Latest LATEST = new Latest();

    private final int numerator;
    private final int denominator;
    private final int halfTaps;
    private final int phases;
    private final float[] rows;

    private SincKernel(int numerator, int denominator) {
        this.numerator = numerator;
        this.denominator = denominator;
        double scale = Math.min(1.0, (double) denominator / numerator);
        halfTaps = (int) Math.ceil(ZERO_CROSSINGS / scale);
        phases = denominator <= MAX_EXACT_PHASES ? denominator : TABLE_PHASES;
        rows = new float[(phases + 1) * 2 * halfTaps];
        for (int row = 0; row <= phases; row++) {
            fillRow(row, scale);
        }
    }

    /**
     * The kernel from one rate to another. The latest few are kept, since a table costs about 1 ms and serves any number
     * of recordings.
     *
     * @throws IllegalArgumentException if a rate is not positive
     */
    static SincKernel of(int sourceRateHz, int targetRateHz) {
        if (sourceRateHz <= 0 || targetRateHz <= 0) {
            throw new IllegalArgumentException(
                    "expected positive sample rates but got %d and %d"
                            .formatted(sourceRateHz, targetRateHz));
        }
        int divisor = gcd(sourceRateHz, targetRateHz);
        return LATEST.get(new Ratio(sourceRateHz / divisor, targetRateHz / divisor));
    }

    /** Whether both rates are the same, so that every output is its input. */
    boolean isIdentity() {
        return numerator == denominator;
    }

    /** Input samples per output, times {@link #denominator}. */
    int numerator() {
        return numerator;
    }

    /** Number of phases between two input samples at which outputs can lie. */
    int denominator() {
        return denominator;
    }

    /** Input samples under the kernel. */
    int taps() {
        return 2 * halfTaps;
    }

    /** Of {@link #taps}, those before the sample at or just before the output. */
    int tapsBefore() {
        return halfTaps - 1;
    }

    /** Of {@link #taps}, those behind that sample. */
    int tapsBehind() {
        return halfTaps;
    }

    /**
     * One output.
     *
     * @param input holds {@link #taps} samples from {@code start}
     * @param phase the output's distance behind sample {@code start + tapsBefore()}, in 1 / {@link #denominator}, from 0
     *     to {@code denominator() - 1}
     */
    float apply(float[] input, int start, int phase) {
        if (phases == denominator) {
            return dot(input, start, phase * taps());
        }
        long scaled = (long) phase * phases;
        int row = (int) (scaled / denominator);
        float weight = (float) (scaled % denominator) / denominator;
        float before = dot(input, start, row * taps());
        float behind = dot(input, start, (row + 1) * taps());
        return before + weight * (behind - before);
    }

    private float dot(float[] input, int start, int row) {
        int taps = taps();
        int whole = taps & ~7;
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        for (int k = 0; k < whole; k += 8) {
            s0 += input[start + k] * rows[row + k];
            s1 += input[start + k + 1] * rows[row + k + 1];
            s2 += input[start + k + 2] * rows[row + k + 2];
            s3 += input[start + k + 3] * rows[row + k + 3];
            s4 += input[start + k + 4] * rows[row + k + 4];
            s5 += input[start + k + 5] * rows[row + k + 5];
            s6 += input[start + k + 6] * rows[row + k + 6];
            s7 += input[start + k + 7] * rows[row + k + 7];
        }
        for (int k = whole; k < taps; k++) {
            s0 += input[start + k] * rows[row + k];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    private void fillRow(int row, double scale) {
        int taps = taps();
        double phase = (double) row / phases;
        double[] values = new double[taps];
        double sum = 0;
        for (int k = 0; k < taps; k++) {
            values[k] = prototype(scale * (phase + tapsBefore() - k));
            sum += values[k];
        }
        for (int k = 0; k < taps; k++) {
            rows[row * taps + k] = (float) (values[k] / sum);
        }
    }

    /** sinc(x) w(x / Z), with x in samples of the lower rate. */
    private static double prototype(double x) {
        double u = x / ZERO_CROSSINGS;
        if (Math.abs(u) >= 1) {
            return 0;
        }
        double sinc = x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
        return sinc * besselI0(BETA * Math.sqrt(1 - u * u)) / besselI0(BETA);
    }

    /** I0(x) = sum over k of ((x / 2)^k / k!)^2, until a term no longer counts. */
    private static double besselI0(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > 1e-17 * sum; k++) {
            term *= (x / (2 * k)) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private record Ratio(int numerator, int denominator) {}

    /** The kernels used last, at most 8 MB of them whatever the rates. */
    private static final class Latest {

        private static final int CAPACITY = 8;

        private final Map<Ratio, SincKernel> kernels =
                new LinkedHashMap<>(CAPACITY, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Ratio, SincKernel> eldest) {
                        return size() > CAPACITY;
                    }
                };

        /** Outside the lock, a table for a rare rate takes some 20 ms: two threads may then build the same. */
        SincKernel get(Ratio ratio) {
            SincKernel known = find(ratio);
            if (known != null) {
                return known;
            }
            SincKernel built = new SincKernel(ratio.numerator(), ratio.denominator());
            keep(ratio, built);
            return built;
        }

        private synchronized @Nullable SincKernel find(Ratio ratio) {
            return kernels.get(ratio);
        }

        private synchronized void keep(Ratio ratio, SincKernel kernel) {
            kernels.put(ratio, kernel);
        }
    }
}
