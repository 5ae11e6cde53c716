package dev.undertone.feature;

import dev.undertone.dsp.Sums;

/** Removal of the mean. */
public final class Centring {

    private Centring() {}

    /**
     * Writes v minus its own mean.
     *
     * @param values v, at least one
     * @param centred receives as many values; may be {@code values} itself
     * @return the largest magnitude of the result
     */
    public static double subtractMean(double[] values, double[] centred) {
        double mean = Sums.of(values) / values.length;
        double peak = 0;
        for (int n = 0; n < values.length; n++) {
            double difference = values[n] - mean;
            double magnitude = Math.abs(difference);
            centred[n] = difference;
            peak = magnitude > peak ? magnitude : peak;
        }
        return peak;
    }
}
