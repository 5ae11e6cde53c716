package dev.undertone.dsp;

import java.util.Arrays;

/**
 * The normalised autocorrelation of one segment,
 *
 * <pre>rho(l) = sum_{n=0}^{N-1-l} h[n] h[n+l] / sqrt( sum_{n=0}^{N-1-l} h[n]^2  sum_{n=l}^{N-1} h[n]^2 )</pre>
 *
 * (the cross-correlation of P. Boersma, IFA Proc. 17, 1993, and D. Talkin's RAPT, 1995: each lag is divided by the
 * energies of just the samples that it multiplies). Zero where either energy is at most 1e-12.
 *
 * <p>The numerator is the inverse transform of the power spectrum (Wiener and Khinchin), padded with zeros so that no
 * lag wraps around. It is computed in double precision: a pitch is read from a parabola through three neighbouring lags
 * whose differences are a thousandth of their values, and single precision would move it by more than 1e-6. The energies
 * are summed upwards, never subtracted, so that they are exact zeros where the samples are.
 *
 * <p>Keeps scratch arrays and allocates nothing after construction: one per thread.
 */
public final class Autocorrelation {

    /** Below this energy a part of a segment counts as silent: 640 samples at 4e-8, far under one 16-bit step. */
    private static final double SILENT_ENERGY = 1e-12;

    private final int length;
    private final int maxLag;
    private final int half;
    private final ComplexFft fft;
    private final double[] cosines;
    private final double[] sines;
    private final double[] re;
    private final double[] im;

    /**
     * For segments of one length.
     *
     * @param length N, positive
     * @param maxLag the largest lag, 0 to N - 1
     * @throws IllegalArgumentException if the lag is not in the segment
     */
    public Autocorrelation(int length, int maxLag) {
        if (maxLag < 0 || maxLag >= length) {
            throw new IllegalArgumentException(
                    "expected a lag below %d but got %d".formatted(length, maxLag));
        }
        this.length = length;
        this.maxLag = maxLag;
        int size = Math.max(4, Integer.highestOneBit(length + maxLag) * 2);
        half = size / 2;
        fft = new ComplexFft(half);
        cosines = new double[half];
        sines = new double[half];
        for (int k = 0; k < half; k++) {
            cosines[k] = Math.cos(2 * Math.PI * k / size);
            sines[k] = Math.sin(2 * Math.PI * k / size);
        }
        re = new double[half];
        im = new double[half];
    }

    /**
     * Computes rho(0) .. rho(maxLag).
     *
     * @param segment h, N finite values
     * @param rho receives maxLag + 1 values in [-1, 1] but for rounding
     */
    public void compute(double[] segment, double[] rho) {
        correlate(segment);
        // What every lag has in common comes first; then each sum grows by one sample per lag, from
        // the largest down.
        double head = Sums.ofSquares(segment, 0, length - maxLag);
        double tail = Sums.ofSquares(segment, maxLag, length);
        rho[maxLag] = normalized(maxLag, head, tail);
        for (int lag = maxLag - 1; lag >= 0; lag--) {
            head += square(segment[length - 1 - lag]);
            tail += square(segment[lag]);
            rho[lag] = normalized(lag, head, tail);
        }
    }

    private double normalized(int lag, double head, double tail) {
        double sum = (lag % 2 == 0 ? re[lag / 2] : im[lag / 2]) / half;
        boolean silent = head <= SILENT_ENERGY || tail <= SILENT_ENERGY;
        return silent ? 0 : sum / Math.sqrt(head * tail);
    }

    /** Leaves N/2 times the sum of lag 2m in re[m], of lag 2m + 1 in im[m]. */
    private void correlate(double[] segment) {
        pack(segment);
        fft.forward(re, im);
        double dc = re[0] + im[0];
        double nyquist = re[0] - im[0];
        // The power spectrum is real and even: S[half - k] = conj(S[k]) = S[k], so one pass does
        // both.
        for (int k = 1; k <= half / 2; k++) {
            powerToPackedSpectrum(k, half - k);
        }
        re[0] = (dc * dc + nyquist * nyquist) / 2;
        im[0] = -(dc * dc - nyquist * nyquist) / 2;
        fft.forward(re, im);
        for (int m = 0; m < half; m++) {
            im[m] = -im[m];
        }
    }

    private void pack(double[] segment) {
        int pairs = length / 2;
        for (int n = 0; n < pairs; n++) {
            re[n] = segment[2 * n];
            im[n] = segment[2 * n + 1];
        }
        Arrays.fill(re, pairs, half, 0);
        Arrays.fill(im, pairs, half, 0);
        if (length % 2 == 1) {
            re[pairs] = segment[length - 1];
        }
    }

    /**
     * Bins k and j = half - k of the packed transform: separates the two real transforms that were packed (even and odd
     * samples), takes the power of their sum, and packs the conjugate input of the way back.
     */
    private void powerToPackedSpectrum(int k, int j) {
        double evenRe = (re[k] + re[j]) / 2;
        double evenIm = (im[k] - im[j]) / 2;
        double oddRe = (im[k] + im[j]) / 2;
        double oddIm = (re[j] - re[k]) / 2;
        double turnedRe = oddRe * cosines[k] + oddIm * sines[k];
        double turnedIm = oddIm * cosines[k] - oddRe * sines[k];
        double powerK = square(evenRe + turnedRe) + square(evenIm + turnedIm);
        double powerJ = square(evenRe - turnedRe) + square(evenIm - turnedIm);
        double mean = (powerK + powerJ) / 2;
        double difference = (powerK - powerJ) / 2;
        re[k] = mean - difference * sines[k];
        im[k] = -difference * cosines[k];
        re[j] = mean + difference * sines[j];
        im[j] = difference * cosines[j];
    }

    private static double square(double value) {
        return value * value;
    }
}
