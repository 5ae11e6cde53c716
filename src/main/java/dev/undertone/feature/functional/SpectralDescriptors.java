package dev.undertone.feature.functional;

import dev.undertone.dsp.DoubleFft;
import dev.undertone.dsp.Fft;
import dev.undertone.dsp.MelFilterBank;
import dev.undertone.dsp.Sums;
import dev.undertone.dsp.WindowFunction;
import dev.undertone.feature.Mfcc;

/**
 * What a 25 ms frame says by itself: loudness, cepstrum and bands. With x the frame's 400 samples at 16 kHz, their mean
 * left in, and w the Hamming window:
 *
 * <pre>
 * pcm_loudness        ( sum w x^2 / sum w / 1e-6 )^0.3, the intensity law of Zwicker and Fastl over a reference of 1e-6
 * mfcc[0..14]         L_i sqrt(2/26) sum_j ln(E_j) cos(pi i (j + 1/2) / 26), L_i = 1 + 11 sin(pi i / 22)
 * logMelFreqBand[0..7]  ln of 8 mel triangles from 20 to 6500 Hz of |FFT_512(x w)|^2, floor 1e-12
 * </pre>
 *
 * <p>with E_j the 26 filter energies of {@link Mfcc}, floor 1e-8 (Young et al., The HTK Book, 2006, section 5.6: its
 * cepstrum scales all coefficients alike, where the orthonormal transform has sqrt(1/26) for the first, and lifters).
 * Ranges: loudness 0 to 63 within full scale; 0 in silence, where the bands are ln 1e-12, about -27.6.
 *
 * <p>Keeps scratch arrays and allocates nothing after construction: one per thread.
 */
final class SpectralDescriptors {

    /** How many values a frame has. */
    static final int COUNT = 1 + 15 + 8;

    private static final int FFT_SIZE = 512;
    private static final double REFERENCE_INTENSITY = 1e-6;
    private static final double LOUDNESS_EXPONENT = 0.3;
    private static final int COEFFICIENTS = 15;
    private static final double CEPSTRUM_FLOOR = 1e-8;
    private static final int LIFTER = 22;
    private static final int BANDS = 8;
    private static final double LOW_HZ = 20;
    private static final double HIGH_HZ = 6500;
    private static final double BAND_FLOOR = 1e-12;

    private final double[] window;
    private final double windowSum;
    private final Mfcc mfcc;
    private final double[] lifter = lifter();
    private final DoubleFft fft = new DoubleFft(FFT_SIZE);
    private final MelFilterBank filterBank;
    private final double[] power = new double[fft.bins()];
    private final double[] coefficients = new double[COEFFICIENTS];
    private final double[] energies = new double[BANDS];

    SpectralDescriptors(int frameLengthSamples, int sampleRateHz) {
        window = WindowFunction.hamming(frameLengthSamples);
        windowSum = Sums.of(window);
        mfcc = new Mfcc(frameLengthSamples, FFT_SIZE, sampleRateHz, COEFFICIENTS, CEPSTRUM_FLOOR);
        double[] frequenciesHz = Fft.binFrequenciesHz(FFT_SIZE, sampleRateHz);
        filterBank = new MelFilterBank(BANDS, LOW_HZ, HIGH_HZ, frequenciesHz);
    }

    /** L_i, and for i = 0 the sqrt(2) that the orthonormal transform lacks. */
    private static double[] lifter() {
        double[] lifter = new double[COEFFICIENTS];
        for (int i = 0; i < COEFFICIENTS; i++) {
            lifter[i] = 1 + LIFTER / 2.0 * Math.sin(Math.PI * i / LIFTER);
        }
        lifter[0] *= Math.sqrt(2);
        return lifter;
    }

    /**
     * Computes one frame.
     *
     * @param samples x
     * @param contours one per descriptor, in the order above; of each, the frame's value is set
     * @param frame which
     */
    void compute(double[] samples, double[][] contours, int frame) {
        contours[0][frame] = loudness(samples);
        mfcc.compute(samples, coefficients);
        for (int i = 0; i < COEFFICIENTS; i++) {
            contours[1 + i][frame] = lifter[i] * coefficients[i];
        }
        fft.powerSpectrum(samples, window, power);
        filterBank.apply(power, energies);
        for (int i = 0; i < BANDS; i++) {
            contours[1 + COEFFICIENTS + i][frame] = Math.log(Math.max(energies[i], BAND_FLOOR));
        }
    }

    private double loudness(double[] samples) {
        double sum = 0;
        for (int n = 0; n < window.length; n++) {
            sum += window[n] * samples[n] * samples[n];
        }
        return Math.pow(sum / windowSum / REFERENCE_INTENSITY, LOUDNESS_EXPONENT);
    }
}
