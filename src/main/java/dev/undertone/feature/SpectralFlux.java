package dev.undertone.feature;

import dev.undertone.dsp.Sums;

/**
 * How much the shape of the spectrum changed since the frame before: sum_k (X_k / A - X'_k / A')^2 with A = sum (X_k +
 * eps), ' for the frame before (Giannakopoulos, PLOS ONE 10(12), 2015). The first frame of a recording has 0.
 *
 * <p>Remembers one spectrum: one per recording and thread.
 */
final class SpectralFlux {

    private final double[] shape;
    private boolean first = true;

    SpectralFlux(int bins) {
        shape = new double[bins];
    }

    /** Forgets the frame before: the next one is the first of a recording. */
    void reset() {
        first = true;
    }

    /**
     * The flux of the next frame.
     *
     * @param magnitudes X, not negative
     * @return 0 to 2
     */
    double next(double[] magnitudes) {
        double sum = Sums.of(magnitudes) + magnitudes.length * Epsilon.VALUE;
        double flux = 0;
        for (int k = 0; k < magnitudes.length; k++) {
            double value = magnitudes[k] / sum;
            double change = value - shape[k];
            flux += change * change;
            shape[k] = value;
        }
        double result = first ? 0 : flux;
        first = false;
        return result;
    }
}
