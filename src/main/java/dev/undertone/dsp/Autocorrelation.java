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
    private final int size;
    private final int half;
    private final DoubleFft fft;
    private final ComplexFft inverse;
    private final double[] ones;
    private final double[] power;
    private final double[] cosines;
    private final double[] sines;
    private final double[] re;
    private final double[] im;
    private final double[] products;

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
        size = Math.max(8, Integer.highestOneBit(length + maxLag) * 2);
        half = size / 2;
        fft = new DoubleFft(size);
        inverse = new ComplexFft(half / 2);
        ones = new double[length];
        Arrays.fill(ones, 1);
        power = new double[fft.bins()];
        cosines = new double[half];
        sines = new double[half];
        for (int k = 0; k < half; k++) {
            cosines[k] = Math.cos(Math.PI * k / half);
            sines[k] = Math.sin(Math.PI * k / half);
        }
        re = new double[half / 2];
        im = new double[half / 2];
        products = new double[maxLag + 2];
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
        boolean silent = head <= SILENT_ENERGY || tail <= SILENT_ENERGY;
        return silent ? 0 : products[lag] / size / Math.sqrt(head * tail);
    }

    /**
     * The numerators, size times the inverse transform of the power spectrum S, which is real and even:
     *
     * <pre>r[l] = S[0] + (-1)^l S[H] + 2 sum_{k=1}^{H-1} S[k] cos(pi k l / H),  H = size / 2</pre>
     *
     * <p>So a transform of H real values does (Press et al., Numerical Recipes, 3rd ed. 2007, section 12.4.1). Of y[k] =
     * (S[k] + S[H-k]) / 2 - sin(pi k / H) (S[k] - S[H-k]) the cosine sums are r[2m] / 2, the sine sums (r[2m+1] -
     * r[2m-1]) / 2.
     */
    private void correlate(double[] segment) {
        fft.powerSpectrum(segment, ones, power);
        double evenSum = 0;
        double oddSum = 0;
        for (int k = 0; k < half; k += 2) {
            re[k / 2] = folded(k);
            im[k / 2] = folded(k + 1);
            evenSum += power[k] * cosines[k];
            oddSum += power[k + 1] * cosines[k + 1];
        }
        inverse.forward(re, im);
        products[0] = 2 * (re[0] + im[0]);
        // The sums hold S[0], which the formula has once.
        products[1] = 2 * (evenSum + oddSum) - power[0] - power[half];
        for (int m = 1; 2 * m <= maxLag; m++) {
            unpack(m);
        }
    }

    private double folded(int k) {
        double here = power[k];
        double there = power[half - k];
        return (here + there) / 2 - sines[k] * (here - there);
    }

    /** Bin m of the real transform that went as half as many complex values: its cosine sum, and its sine sum. */
    private void unpack(int m) {
        int j = half / 2 - m;
        double evenRe = re[m] + re[j];
        double evenIm = im[m] - im[j];
        double oddRe = im[m] + im[j];
        double oddIm = re[j] - re[m];
        double cosine = cosines[2 * m];
        double sine = sines[2 * m];
        products[2 * m] = evenRe + oddRe * cosine + oddIm * sine;
        products[2 * m + 1] = products[2 * m - 1] - (evenIm + oddIm * cosine - oddRe * sine);
    }

    private static double square(double value) {
        return value * value;
    }
}
