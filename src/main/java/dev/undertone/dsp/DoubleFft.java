package dev.undertone.dsp;

import java.util.Arrays;

/**
 * Power spectra as {@link Fft} computes them, but in double precision: for what {@code Fft} is too coarse. A logarithm
 * sees the weak bands of a spectrum beside its strong ones, and a pitch is read from differences a thousandth of the
 * values themselves; in single precision both carry the rounding of the strongest bin.
 *
 * <p>The N real samples go as N/2 complex ones through {@link ComplexFft}, and the spectra of the even and of the odd
 * samples are told apart by their symmetry (Press et al., Numerical Recipes, 3rd ed. 2007, section 12.3).
 *
 * <p>Keeps scratch arrays and allocates nothing after construction: one per thread.
 */
public final class DoubleFft {

    private final int half;
    private final ComplexFft fft;
    private final double[] cosines;
    private final double[] sines;
    private final double[] re;
    private final double[] im;

    /**
     * A transform of one size.
     *
     * @param size points N, a power of two, at least 4
     * @throws IllegalArgumentException if the size is no such power
     */
    public DoubleFft(int size) {
        if (size < 4 || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException(
                    "expected a power of two of at least 4 but got " + size);
        }
        half = size / 2;
        fft = new ComplexFft(half);
        cosines = new double[half];
        sines = new double[half];
        for (int k = 0; k < half; k++) {
            cosines[k] = Math.cos(Math.PI * k / half);
            sines[k] = Math.sin(Math.PI * k / half);
        }
        re = new double[half];
        im = new double[half];
    }

    /** How many bins a power spectrum has: N/2 + 1. */
    public int bins() {
        return half + 1;
    }

    /**
     * P[k] = |sum_n x[n] w[n] exp(-2 pi i k n / N)|^2 for k = 0 .. N/2, where x w is padded with zeros at the end; not
     * scaled. Zero samples give exact zeros.
     *
     * @param samples x, at least as long as the window
     * @param window w, at most N values
     * @param power receives {@link #bins()} values, not negative
     */
    public void powerSpectrum(double[] samples, double[] window, double[] power) {
        pack(samples, window);
        fft.forward(re, im);
        power[0] = square(re[0] + im[0]);
        power[half] = square(re[0] - im[0]);
        for (int k = 1; k <= half / 2; k++) {
            int j = half - k;
            double evenRe = re[k] + re[j];
            double evenIm = im[k] - im[j];
            double oddRe = im[k] + im[j];
            double oddIm = re[j] - re[k];
            double turnedRe = oddRe * cosines[k] + oddIm * sines[k];
            double turnedIm = oddIm * cosines[k] - oddRe * sines[k];
            power[k] = (square(evenRe + turnedRe) + square(evenIm + turnedIm)) / 4;
            power[j] = (square(evenRe - turnedRe) + square(evenIm - turnedIm)) / 4;
        }
    }

    private void pack(double[] samples, double[] window) {
        int pairs = window.length / 2;
        for (int n = 0; n < pairs; n++) {
            re[n] = samples[2 * n] * window[2 * n];
            im[n] = samples[2 * n + 1] * window[2 * n + 1];
        }
        Arrays.fill(re, pairs, half, 0);
        Arrays.fill(im, pairs, half, 0);
        if (window.length % 2 == 1) {
            re[pairs] = samples[2 * pairs] * window[2 * pairs];
        }
    }

    private static double square(double value) {
        return value * value;
    }
}
