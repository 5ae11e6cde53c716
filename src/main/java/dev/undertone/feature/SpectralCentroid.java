package dev.undertone.feature;

/** The centre of gravity of a spectrum, C = sum f_k X_k / (sum X_k + eps) (Giannakopoulos, PLOS ONE 10(12), 2015). */
final class SpectralCentroid {

    private SpectralCentroid() {}

    /**
     * The centroid of one spectrum.
     *
     * @param magnitudes X, not negative
     * @param frequenciesHz f, one per bin
     * @return in Hz, within f's range; 0 for silence
     */
    static double hz(double[] magnitudes, double[] frequenciesHz) {
        double weighted = 0;
        double sum = 0;
        for (int k = 0; k < magnitudes.length; k++) {
            weighted += frequenciesHz[k] * magnitudes[k];
            sum += magnitudes[k];
        }
        return weighted / (sum + Epsilon.VALUE);
    }
}
