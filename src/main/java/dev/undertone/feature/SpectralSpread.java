package dev.undertone.feature;

/**
 * How wide a spectrum lies around its centroid C, sqrt( sum (f_k - C)^2 X_k / (sum X_k + eps) ) (Giannakopoulos, PLOS
 * ONE 10(12), 2015).
 */
final class SpectralSpread {

    private SpectralSpread() {}

    /**
     * The spread of one spectrum.
     *
     * @param magnitudes X, not negative
     * @param frequenciesHz f, one per bin
     * @param centroidHz C, of the same spectrum
     * @return in Hz, at most half of f's range; 0 for silence
     */
    static double hz(double[] magnitudes, double[] frequenciesHz, double centroidHz) {
        double weighted = 0;
        double sum = 0;
        for (int k = 0; k < magnitudes.length; k++) {
            double distance = frequenciesHz[k] - centroidHz;
            weighted += distance * distance * magnitudes[k];
            sum += magnitudes[k];
        }
        return Math.sqrt(weighted / (sum + Epsilon.VALUE));
    }
}
