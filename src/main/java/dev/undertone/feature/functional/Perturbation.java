package dev.undertone.feature.functional;

/**
 * How much successive values of a voice differ, relative to their mean (the local jitter and shimmer and the "ddp"
 * jitter of Praat, P. Boersma and D. Weenink).
 *
 * <pre>
 * local   ( (1/(n-1)) sum_{i=1}^{n-1} |v_i - v_{i-1}| )                               / ( (1/n) sum_{i=0}^{n-1} v_i )
 * ddp     ( (1/(n-2)) sum_{i=1}^{n-2} |(v_{i+1} - v_i) - (v_i - v_{i-1})| ) / ( (1/n) sum_{i=0}^{n-1} v_i )
 * </pre>
 *
 * <p>Both at most 1, and 0 where the mean is not positive.
 */
final class Perturbation {

    private Perturbation() {}

    /**
     * The mean difference of neighbours.
     *
     * @param values v, not negative
     * @param length n, at least 2
     * @return 0 to 1
     */
    static double local(double[] values, int length) {
        double sum = values[0];
        double differences = 0;
        for (int i = 1; i < length; i++) {
            sum += values[i];
            differences += Math.abs(values[i] - values[i - 1]);
        }
        return share(differences / (length - 1), sum / length);
    }

    /**
     * The mean difference of neighbouring differences.
     *
     * @param values v, not negative
     * @param length n, at least 3
     * @return 0 to 1
     */
    static double ddp(double[] values, int length) {
        double sum = values[0] + values[length - 1];
        double differences = 0;
        for (int i = 1; i < length - 1; i++) {
            sum += values[i];
            differences += Math.abs(values[i + 1] - 2 * values[i] + values[i - 1]);
        }
        return share(differences / (length - 2), sum / length);
    }

    private static double share(double difference, double mean) {
        return mean > 0 ? Math.min(1, difference / mean) : 0;
    }
}
