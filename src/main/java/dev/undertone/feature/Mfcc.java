package dev.undertone.feature;

import dev.undertone.dsp.Dct;
import dev.undertone.dsp.DoubleFft;
import dev.undertone.dsp.Fft;
import dev.undertone.dsp.MelFilterBank;
import dev.undertone.dsp.PreEmphasis;
import dev.undertone.dsp.WindowFunction;

/**
 * Mel-frequency cepstral coefficients (Davis and Mermelstein, IEEE Trans. ASSP 28(4), 1980).
 *
 * <p>Of the raw frame s, its mean left in: pre-emphasis y[0] = 0.03 s[0], y[n] = s[n] - 0.97 s[n-1]; symmetric Hamming
 * window; power spectrum of the FFT, unscaled, in double precision, see {@link DoubleFft}; 26 triangles of peak 1 from 20 to 8000 Hz, see {@link MelFilterBank};
 * natural logarithm of max(energy, 1e-10); orthonormal DCT-II, see {@link Dct}; coefficients 0 to 12. No liftering. By
 * the floor silence gives mfcc_0 = -10 ln(10) sqrt(26), about -117.4, and 0 for the others.
 *
 * <p>Keeps scratch arrays and allocates nothing after construction: one per thread.
 */
final class Mfcc {

    static final int COEFFICIENTS = 13;

    private static final int FILTERS = 26;
    private static final double LOW_HZ = 20;
    private static final double HIGH_HZ = 8000;
    private static final double PRE_EMPHASIS = 0.97;
    private static final double ENERGY_FLOOR = 1e-10;

    private final DoubleFft fft;
    private final double[] window;
    private final MelFilterBank filterBank;
    private final Dct dct = new Dct(FILTERS, COEFFICIENTS);
    private final double[] emphasised;
    private final double[] power;
    private final double[] energies = new double[FILTERS];

    /**
     * For frames of one length.
     *
     * @param frameLengthSamples at most the FFT's size
     * @param fftSize a power of two
     * @param sampleRateHz at least 16,000, so that the bins reach the last filter
     */
    Mfcc(int frameLengthSamples, int fftSize, int sampleRateHz) {
        fft = new DoubleFft(fftSize);
        window = WindowFunction.hamming(frameLengthSamples);
        filterBank =
                new MelFilterBank(
                        FILTERS, LOW_HZ, HIGH_HZ, Fft.binFrequenciesHz(fftSize, sampleRateHz));
        emphasised = new double[frameLengthSamples];
        power = new double[fft.bins()];
    }

    /**
     * The coefficients of one frame.
     *
     * @param samples s, the raw frame
     * @param coefficients receives 13 values
     */
    void compute(double[] samples, double[] coefficients) {
        PreEmphasis.apply(samples, PRE_EMPHASIS, emphasised);
        fft.powerSpectrum(emphasised, window, power);
        filterBank.apply(power, energies);
        for (int i = 0; i < FILTERS; i++) {
            energies[i] = Math.log(Math.max(energies[i], ENERGY_FLOOR));
        }
        dct.apply(energies, coefficients);
    }
}
