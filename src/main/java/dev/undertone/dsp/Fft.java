package dev.undertone.dsp;

import be.tarsos.dsp.util.fft.FloatFFT;
import java.util.Arrays;

/**
 * Power spectra of windowed frames, by TarsosDSP's real Fourier transform.
 *
 * <p>The transform works in single precision: each bin is off by at most about 1e-7 of the largest. Sums weighted by
 * magnitude or power do not feel that; where it is too coarse, see {@link DoubleFft}.
 *
 * <p>Keeps scratch arrays and allocates nothing after construction: one per thread.
 */
public final class Fft {

    private final int size;
    private final FloatFFT transform;
    private final float[] spectrum;

    /**
     * A transform of one size.
     *
     * @param size points N, a power of two, at least 4
     * @throws IllegalArgumentException if the size is no such power
     */
    public Fft(int size) {
        if (size < 4 || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException(
                    "expected a power of two of at least 4 but got " + size);
        }
        this.size = size;
        this.transform = new FloatFFT(size);
        this.spectrum = new float[size];
    }

    /** How many bins a power spectrum has: N/2 + 1. */
    public int bins() {
        return size / 2 + 1;
    }

    /**
     * The centre frequencies f_k = k R / N of the bins k = 0 .. N/2.
     *
     * @param size N, even
     * @param sampleRateHz R
     * @return in Hz, N/2 + 1 values
     */
    public static double[] binFrequenciesHz(int size, int sampleRateHz) {
        double[] frequenciesHz = new double[size / 2 + 1];
        for (int k = 0; k < frequenciesHz.length; k++) {
            frequenciesHz[k] = (double) k * sampleRateHz / size;
        }
        return frequenciesHz;
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
        for (int n = 0; n < window.length; n++) {
            spectrum[n] = (float) (samples[n] * window[n]);
        }
        Arrays.fill(spectrum, window.length, size, 0f);
        transform.realForward(spectrum);
        // Packed: the two real bins 0 and N/2 share the first pair.
        power[0] = square(spectrum[0]);
        power[size / 2] = square(spectrum[1]);
        for (int k = 1; k < size / 2; k++) {
            power[k] = square(spectrum[2 * k]) + square(spectrum[2 * k + 1]);
        }
    }

    private static double square(double value) {
        return value * value;
    }
}
