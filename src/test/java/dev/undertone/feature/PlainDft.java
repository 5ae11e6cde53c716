package dev.undertone.feature;

import dev.undertone.dsp.WindowFunction;
import java.util.Arrays;

/** The first bins of a discrete Fourier transform of any length, by its definition: what other programs' spectra need. */
final class PlainDft {

    private final double[] window;
    private final int bins;

    private PlainDft(double[] window, int bins) {
        this.window = window;
        this.bins = bins;
    }

    static PlainDft hamming(int length, int bins) {
        return new PlainDft(WindowFunction.hamming(length), bins);
    }

    static PlainDft withoutWindow(int length, int bins) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return new PlainDft(ones, bins);
    }

    /** |sum_n x[n] w[n] exp(-2 pi i k n / N)| / divisor for the first bins. */
    double[] magnitudes(double[] samples, double divisor) {
        int length = window.length;
        double[] cosines = new double[length];
        double[] sines = new double[length];
        for (int n = 0; n < length; n++) {
            cosines[n] = Math.cos(2 * Math.PI * n / length);
            sines[n] = Math.sin(2 * Math.PI * n / length);
        }
        double[] magnitudes = new double[bins];
        for (int k = 0; k < bins; k++) {
            double re = 0;
            double im = 0;
            for (int n = 0; n < length; n++) {
                int angle = k * n % length;
                re += samples[n] * window[n] * cosines[angle];
                im -= samples[n] * window[n] * sines[angle];
            }
            magnitudes[k] = Math.hypot(re, im) / divisor;
        }
        return magnitudes;
    }
}
