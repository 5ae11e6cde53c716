package dev.undertone.feature;

/** Removal of the mean. */
final class Centring {

    private Centring() {}

    /**
     * Writes v minus its own mean.
     *
     * @param values v, at least one
     * @param centred receives as many values; may be {@code values} itself
     * @return the largest magnitude of the result
     */
    static double subtractMean(double[] values, double[] centred) {
        double mean = 0;
        for (double value : values) {
            mean += value;
        }
        mean /= values.length;
        double peak = 0;
        for (int n = 0; n < values.length; n++) {
            centred[n] = values[n] - mean;
            peak = Math.max(peak, Math.abs(centred[n]));
        }
        return peak;
    }
}
