package dev.undertone.dsp;

/**
 * Triangular filters, equidistant and linear on the mel scale mel(f) = 1127 ln(1 + f / 700) (O'Shaughnessy, Speech
 * Communication, 1987), each with peak 1.
 *
 * <p>With M filters over [low, high] the M + 2 edges m_0 .. m_{M+1} divide [mel(low), mel(high)] evenly; filter i weighs
 * a bin of frequency f by max(0, min((mel(f) - m_i) / (m_{i+1} - m_i), (m_{i+2} - mel(f)) / (m_{i+2} - m_{i+1}))). The
 * weights are taken at the exact bin frequencies: no edge is rounded to a bin, so no two filters fall together.
 */
public final class MelFilterBank {

    private final int[] firstBins;
    private final double[][] weights;

    /**
     * A bank for one set of bins.
     *
     * @param filters M, positive
     * @param lowHz lower edge of the first filter, not negative
     * @param highHz upper edge of the last filter, above {@code lowHz}
     * @param binFrequenciesHz ascending
     * @throws IllegalArgumentException if there is no filter or the edges are not in order
     */
    public MelFilterBank(int filters, double lowHz, double highHz, double[] binFrequenciesHz) {
        if (filters < 1 || lowHz < 0 || highHz <= lowHz) {
            throw new IllegalArgumentException(
                    "expected filters over ascending edges but got %d over %s to %s Hz"
                            .formatted(filters, lowHz, highHz));
        }
        double lowMel = mel(lowHz);
        double stepMel = (mel(highHz) - lowMel) / (filters + 1);
        firstBins = new int[filters];
        weights = new double[filters][];
        for (int i = 0; i < filters; i++) {
            fillFilter(i, lowMel + i * stepMel, stepMel, binFrequenciesHz);
        }
    }

    private void fillFilter(int filter, double leftMel, double stepMel, double[] frequenciesHz) {
        int first = 0;
        while (first < frequenciesHz.length && mel(frequenciesHz[first]) <= leftMel) {
            first++;
        }
        int end = first;
        while (end < frequenciesHz.length && mel(frequenciesHz[end]) < leftMel + 2 * stepMel) {
            end++;
        }
        firstBins[filter] = first;
        weights[filter] = new double[end - first];
        for (int k = first; k < end; k++) {
            double position = (mel(frequenciesHz[k]) - leftMel) / stepMel;
            weights[filter][k - first] = Math.max(0, Math.min(position, 2 - position));
        }
    }

    /** The mel scale, 1127 ln(1 + f / 700). */
    static double mel(double frequencyHz) {
        return 1127 * Math.log1p(frequencyHz / 700);
    }

    public int filters() {
        return weights.length;
    }

    /**
     * Each filter's weighted sum of the power spectrum.
     *
     * @param power one value per bin
     * @param energies receives one value per filter, in the unit of {@code power}
     */
    public void apply(double[] power, double[] energies) {
        for (int i = 0; i < weights.length; i++) {
            double[] filter = weights[i];
            int first = firstBins[i];
            double sum = 0;
            for (int k = 0; k < filter.length; k++) {
                sum += filter[k] * power[first + k];
            }
            energies[i] = sum;
        }
    }
}
