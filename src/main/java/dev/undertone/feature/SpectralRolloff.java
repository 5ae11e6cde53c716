package dev.undertone.feature;

import dev.undertone.dsp.Sums;

/**
 * Below which bin 90 % of the power lies: the smallest k with sum_{i<=k} P_i > 0.90 sum P (Giannakopoulos, PLOS ONE
 * 10(12), 2015).
 */
final class SpectralRolloff {

    private static final double SHARE = 0.90;

    private SpectralRolloff() {}

    /**
     * The bin of one power spectrum.
     *
     * @param power P, not negative
     * @return k; 0 where there is no power
     */
    static int bin(double[] power) {
        double threshold = SHARE * Sums.of(power);
        double sum = 0;
        for (int k = 0; k < power.length; k++) {
            sum += power[k];
            if (sum > threshold) {
                return k;
            }
        }
        return 0;
    }
}
