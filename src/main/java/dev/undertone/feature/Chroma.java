package dev.undertone.feature;

import java.util.Arrays;

/**
 * The share of power in each of the twelve pitch classes, octaves folded (T. Fujishima, ICMC 1999), over the bins with
 * 100 &lt;= f_k &lt;= 5000 Hz:
 *
 * <pre>class(f) = round(12 log2(f / 27.5)) mod 12,  chroma_c = sum_{class(f_k) = c} P_k / sum P_k</pre>
 *
 * <p>Class 0 is A (27.5 Hz is A0), 1 is A sharp, ... 11 is G sharp, equally tempered on A4 = 440 Hz. Deviation from
 * pyAudioAnalysis, which assigns one bin per class and overwrites the others: every bin counts here.
 */
final class Chroma {

    static final int CLASSES = 12;

    private static final double LOW_HZ = 100;
    private static final double HIGH_HZ = 5000;
    private static final double REFERENCE_HZ = 27.5;

    /** Below this total there is no pitch class to speak of; 16-bit noise of one step has more than 1e-7. */
    private static final double SILENT_POWER = 1e-12;

    private final int firstBin;
    private final int[] classes;

    /**
     * For spectra of one set of bins.
     *
     * @param frequenciesHz f, ascending
     */
    Chroma(double[] frequenciesHz) {
        int first = 0;
        while (first < frequenciesHz.length && frequenciesHz[first] < LOW_HZ) {
            first++;
        }
        int end = first;
        while (end < frequenciesHz.length && frequenciesHz[end] <= HIGH_HZ) {
            end++;
        }
        firstBin = first;
        classes = new int[end - first];
        for (int k = first; k < end; k++) {
            classes[k - first] = pitchClass(frequenciesHz[k]);
        }
    }

    /**
     * The pitch class of a frequency.
     *
     * @param frequencyHz at least 27.5
     * @return 0 (A) to 11 (G sharp)
     */
    static int pitchClass(double frequencyHz) {
        double semitones = CLASSES * Math.log(frequencyHz / REFERENCE_HZ) / Math.log(2);
        return (int) (Math.round(semitones) % CLASSES);
    }

    /**
     * The shares of one power spectrum.
     *
     * @param power P, not negative, one value per bin
     * @param shares receives 12 values that sum to 1; all 0 where the total is below 1e-12
     */
    void compute(double[] power, double[] shares) {
        Arrays.fill(shares, 0);
        double total = 0;
        for (int i = 0; i < classes.length; i++) {
            double value = power[firstBin + i];
            shares[classes[i]] += value;
            total += value;
        }
        double scale = total < SILENT_POWER ? 0 : 1 / total;
        for (int c = 0; c < CLASSES; c++) {
            shares[c] *= scale;
        }
    }

    /**
     * The population standard deviation of the twelve shares.
     *
     * @param shares of one frame
     * @return 0 (silence, or all alike) to sqrt(11) / 12, where one class has everything
     */
    static double deviation(double[] shares) {
        double mean = 0;
        for (double share : shares) {
            mean += share;
        }
        mean /= shares.length;
        double squares = 0;
        for (double share : shares) {
            squares += (share - mean) * (share - mean);
        }
        return Math.sqrt(squares / shares.length);
    }
}
