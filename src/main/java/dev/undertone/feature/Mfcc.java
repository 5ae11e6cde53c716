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
 * window; power spectrum of the FFT, unscaled, in double precision, see {@link DoubleFft}; 26 triangles of peak 1 from
 * 20 to 8000 Hz, see {@link MelFilterBank}; natural logarithm of max(energy, floor); orthonormal DCT-II, see {@link
 * Dct}; its first coefficients. No liftering. By the floor silence gives mfcc_0 = sqrt(26) ln(floor), about -117.4 with
 * the frame features' 1e-10, and 0 for the others.
 *
 * <p>Keeps scratch arrays and allocates nothing after construction: one per thread.
 */
public final class Mfcc {

    private static final int FILTERS = 26;
    private static final double LOW_HZ = 20;
    private static final double HIGH_HZ = 8000;
    private static final double PRE_EMPHASIS = 0.97;

    private final DoubleFft fft;
    private final double[] window;
    private final MelFilterBank filterBank;
    private final Dct dct;
    private final double energyFloor;
    private final double[] emphasised;
    private final double[] power;
    private final double[] energies = new double[FILTERS];

    /**
     * For frames of one length.
     *
     * @param frameLengthSamples at most the FFT's size
     * @param fftSize a power of two
     * @param sampleRateHz at least 16,000, so that the bins reach the last filter
     * @param coefficients how many, 1 to 26
     * @param energyFloor below it a filter's energy counts as this, positive
     */
    public Mfcc(
            int frameLengthSamples,
            int fftSize,
            int sampleRateHz,
            int coefficients,
            double energyFloor) {
        dct = new Dct(FILTERS, coefficients);
        this.energyFloor = energyFloor;
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
     * @param coefficients receives as many values as it was made for
     */
    public void compute(double[] samples, double[] coefficients) {
        PreEmphasis.apply(samples, PRE_EMPHASIS, emphasised);
        fft.powerSpectrum(emphasised, window, power);
        filterBank.apply(power, energies);
        for (int i = 0; i < FILTERS; i++) {
            energies[i] = Math.log(Math.max(energies[i], energyFloor));
        }
        dct.apply(energies, coefficients);
    }
}
