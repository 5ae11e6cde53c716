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
    private final DoubleFft fft;
    private final ComplexFft inverse;
    private final double[] ones;
    private final double[] power;
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
        fft = new DoubleFft(size);
        inverse = new ComplexFft(half);
        ones = new double[length];
        Arrays.fill(ones, 1);
        power = new double[fft.bins()];
        cosines = new double[half];
        sines = new double[half];
        for (int k = 0; k < half; k++) {
            cosines[k] = Math.cos(Math.PI * k / half);
            sines[k] = Math.sin(Math.PI * k / half);
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
        double sum = (lag % 2 == 0 ? re[lag / 2] : -im[lag / 2]) / half;
        boolean silent = head <= SILENT_ENERGY || tail <= SILENT_ENERGY;
        return silent ? 0 : sum / Math.sqrt(head * tail);
    }

    /**
     * The numerators: leaves size/2 times that of lag 2m in re[m], and minus that of lag 2m + 1 in im[m].
     *
     * <p>The power spectrum S is real and even, S[size - k] = S[k]. Its transform back is that of the even lags, (S[k] +
     * S[size/2 - k]) / 2, and of the odd ones, (S[k] - S[size/2 - k]) / 2 turned by pi k / (size/2), in one complex array
     * of half the size; conjugated, as the transform runs forward.
     */
    private void correlate(double[] segment) {
        fft.powerSpectrum(segment, ones, power);
        for (int k = 0; k < half; k++) {
            double mean = (power[k] + power[half - k]) / 2;
            double difference = (power[k] - power[half - k]) / 2;
            re[k] = mean - difference * sines[k];
            im[k] = -difference * cosines[k];
        }
        inverse.forward(re, im);
    }

    private static double square(double value) {
        return value * value;
    }
}
