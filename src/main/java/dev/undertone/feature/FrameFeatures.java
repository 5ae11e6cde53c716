package dev.undertone.feature;

import dev.undertone.dsp.Fft;
import dev.undertone.dsp.WindowFunction;
import dev.undertone.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The one frame computer: a frame in, 36 numbers out. Whole recordings and streams both go through it.
 *
 * <p>The frame minus its own mean is x, its spectrum P = |FFT_512(x hamming)|^2 with bins 31.25 Hz apart, X = sqrt(P).
 * Centroid, spread and roll-off are divided by half the sample rate. Harmonic ratio and pitch are read from lags up to
 * 266, 60 Hz, and there is no pitch above 500 Hz. What each column is computed from is said at the classes that it
 * calls.
 *
 * <p>Keeps scratch arrays and the spectrum of the frame before; allocates nothing after construction: one per recording
 * at a time, {@link #reset} between them.
 */
final class FrameFeatures {

    private static final int FFT_SIZE = 512;
    private static final int MFCC_COEFFICIENTS = 13;
    private static final double MFCC_ENERGY_FLOOR = 1e-10;
    private static final int LOWEST_PITCH_HZ = 60;
    private static final int HIGHEST_PITCH_HZ = 500;

    private static final int MFCC = column("mfcc_0");
    private static final int ZERO_CROSSING_RATE = column("zero_crossing_rate");
    private static final int ENERGY = column("energy");
    private static final int ENERGY_ENTROPY = column("energy_entropy");
    private static final int SPECTRAL_CENTROID = column("spectral_centroid");
    private static final int SPECTRAL_SPREAD = column("spectral_spread");
    private static final int SPECTRAL_ENTROPY = column("spectral_entropy");
    private static final int SPECTRAL_FLUX = column("spectral_flux");
    private static final int SPECTRAL_ROLLOFF = column("spectral_rolloff");
    private static final int CHROMA = column("chroma_a");
    private static final int CHROMA_DEVIATION = column("chroma_deviation");
    private static final int HARMONIC_RATIO = column("harmonic_ratio");
    private static final int PITCH = column("pitch");

    private final @Nullable NoiseFloor floor;
    private final Fft fft = new Fft(FFT_SIZE);
    private final double[] frequenciesHz;
    private final double nyquistHz;
    private final double[] window;
    private final double[] samples;
    private final double[] power = new double[fft.bins()];
    private final double[] magnitudes = new double[fft.bins()];
    private final Mfcc mfcc;
    private final double[] coefficients = new double[MFCC_COEFFICIENTS];
    private final SpectralFlux flux = new SpectralFlux(fft.bins());
    private final Chroma chroma;
    private final double[] shares = new double[Chroma.CLASSES];
    private final Harmonicity harmonicity;

    /**
     * The computer of a layout.
     *
     * @throws IllegalArgumentException if it is none of {@link FeatureLayout#ALL}
     */
    FrameFeatures(FeatureLayout layout) {
        if (!FeatureLayout.ALL.contains(layout)) {
            throw new IllegalArgumentException(
                    "expected an implemented layout but got %s version %d"
                            .formatted(layout.name(), layout.version()));
        }
        floor = layout.equals(FeatureLayout.PAPER_36_FLOORED) ? new NoiseFloor() : null;
        int rateHz = layout.sampleRateHz();
        frequenciesHz = Fft.binFrequenciesHz(FFT_SIZE, rateHz);
        nyquistHz = rateHz / 2.0;
        window = WindowFunction.hamming(layout.frameLengthSamples());
        samples = new double[layout.frameLengthSamples()];
        mfcc =
                new Mfcc(
                        layout.frameLengthSamples(),
                        FFT_SIZE,
                        rateHz,
                        MFCC_COEFFICIENTS,
                        MFCC_ENERGY_FLOOR);
        chroma = new Chroma(frequenciesHz);
        harmonicity =
                new Harmonicity(
                        layout.grid().neighbourhoodLengthSamples(),
                        rateHz,
                        rateHz / LOWEST_PITCH_HZ,
                        HIGHEST_PITCH_HZ);
    }

    /** Forgets the frame before: the next one is the first of a recording. */
    void reset() {
        flux.reset();
        if (floor != null) {
            floor.reset();
        }
    }

    /**
     * Computes the next frame of a recording.
     *
     * @param frame of the layout's grid, the successor of the last one
     * @param values receives the columns
     * @param offset where the first column goes
     * @return the frame's level, max |h| over its neighbourhood h after the mean is removed, without the noise of a floor
     */
    float compute(Frame frame, float[] values, int offset) {
        double[] neighbourhood = floor == null ? frame.neighbourhood() : floor.raise(frame);
        frame.copySamples(neighbourhood, samples);
        mfcc.compute(samples, coefficients);
        write(coefficients, values, offset + MFCC);
        Centring.subtractMean(samples, samples);
        writeTemporal(values, offset);
        fft.powerSpectrum(samples, window, power);
        for (int k = 0; k < power.length; k++) {
            magnitudes[k] = Math.sqrt(power[k]);
        }
        writeSpectral(values, offset);
        writeChroma(values, offset);
        harmonicity.analyze(neighbourhood);
        values[offset + HARMONIC_RATIO] = (float) harmonicity.ratio();
        values[offset + PITCH] = (float) harmonicity.pitchHz();
        return (float) (floor == null ? harmonicity.peak() : floor.peak());
    }

    private void writeTemporal(float[] values, int offset) {
        values[offset + ZERO_CROSSING_RATE] = (float) ZeroCrossingRate.of(samples);
        values[offset + ENERGY] = (float) Energy.of(samples);
        values[offset + ENERGY_ENTROPY] = (float) BlockEntropy.of(samples);
    }

    private void writeSpectral(float[] values, int offset) {
        double centroidHz = SpectralCentroid.hz(magnitudes, frequenciesHz);
        double spreadHz = SpectralSpread.hz(magnitudes, frequenciesHz, centroidHz);
        double rolloffHz = frequenciesHz[SpectralRolloff.bin(power)];
        values[offset + SPECTRAL_CENTROID] = (float) (centroidHz / nyquistHz);
        values[offset + SPECTRAL_SPREAD] = (float) (spreadHz / nyquistHz);
        values[offset + SPECTRAL_ENTROPY] = (float) BlockEntropy.of(magnitudes);
        values[offset + SPECTRAL_FLUX] = (float) flux.next(magnitudes);
        values[offset + SPECTRAL_ROLLOFF] = (float) (rolloffHz / nyquistHz);
    }

    private void writeChroma(float[] values, int offset) {
        chroma.compute(power, shares);
        write(shares, values, offset + CHROMA);
        values[offset + CHROMA_DEVIATION] = (float) Chroma.deviation(shares);
    }

    private static void write(double[] source, float[] values, int offset) {
        for (int i = 0; i < source.length; i++) {
            values[offset + i] = (float) source[i];
        }
    }

    private static int column(String name) {
        return FeatureLayout.PAPER_36.column(name);
    }
}
