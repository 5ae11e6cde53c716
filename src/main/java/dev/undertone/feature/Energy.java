package dev.undertone.feature;

import dev.undertone.dsp.Sums;

/** The mean power of a frame, (1/W) sum_n x[n]^2 (Giannakopoulos, PLOS ONE 10(12), 2015). */
final class Energy {

    private Energy() {}

    /**
     * The energy of one frame.
     *
     * @param x W samples, at least 1; the layout gives the frame minus its mean
     * @return 0 (silence) to 1 for samples in [-1, 1]
     */
    static double of(double[] x) {
        return Sums.ofSquares(x, 0, x.length) / x.length;
    }
}
