package dev.undertone.feature;

/**
 * How often a frame changes sign: sum_{n=1}^{W-1} |sgn x[n] - sgn x[n-1]| / 2 / (W - 1), sgn in {-1, 0, 1}
 * (Giannakopoulos, PLOS ONE 10(12), 2015).
 */
final class ZeroCrossingRate {

    private ZeroCrossingRate() {}

    /**
     * The rate of one frame.
     *
     * @param x W samples, at least 2; the layout gives the frame minus its mean
     * @return changes per sample step, 0 (silence, one sign) to 1
     */
    static double of(double[] x) {
        double changes = 0;
        double before = Math.signum(x[0]);
        for (int n = 1; n < x.length; n++) {
            double sign = Math.signum(x[n]);
            changes += Math.abs(sign - before);
            before = sign;
        }
        return changes / 2 / (x.length - 1);
    }
}
