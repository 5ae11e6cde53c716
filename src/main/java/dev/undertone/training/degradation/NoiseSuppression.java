package dev.undertone.training.degradation;

import dev.undertone.audio.Waveform;
import java.util.Arrays;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * What browsers and telephones do to a voice before they send it, and what a very quiet room is like: spectral subtraction
 * (M. Berouti, R. Schwartz, J. Makhoul, ICASSP 1979). In frames of 32 ms, every 8 ms, under the square root of a Hann
 * window before and after, each bin is multiplied by
 *
 * <pre>
 * g = max(10^(floor / 20), sqrt(max(0, 1 - a N / P)))
 * </pre>
 *
 * <p>where P is its power in the frame and N the power that a tenth of the frames does not reach in it.
 *
 * @param overSubtraction a, how many times the noise is taken away
 * @param floorDecibels what is left of noise, below 0
 */
public record NoiseSuppression(double overSubtraction, double floorDecibels)
        implements Degradation {

    private static final double FRAME_SECONDS = 0.032;
    private static final int OVERLAP = 4;
    private static final double NOISE_SHARE = 0.1;

    @Override
    public Waveform degrade(Waveform clean, long seed) {
        int size = Integer.highestOneBit((int) (FRAME_SECONDS * clean.sampleRateHz()));
        int hop = size / OVERLAP;
        int frames = (clean.length() + size) / hop;
        double[][][] spectra = new double[frames][][];
        for (int t = 0; t < frames; t++) {
            spectra[t] = spectrum(clean.samples(), t * hop - size + hop, size);
        }
        double[] noise = noise(spectra, size);
        double floor = Math.pow(10, floorDecibels / 20);
        double[] sum = new double[clean.length()];
        for (int t = 0; t < frames; t++) {
            for (int k = 0; k < size; k++) {
                double gain = gain(power(spectra[t], k), noise[k], floor);
                spectra[t][0][k] *= gain;
                spectra[t][1][k] *= gain;
            }
            FastFourierTransformer.transformInPlace(
                    spectra[t], DftNormalization.STANDARD, TransformType.INVERSE);
            int start = t * hop - size + hop;
            for (int n = Math.max(0, -start); n < size && start + n < sum.length; n++) {
                sum[start + n] += spectra[t][0][n] * window(n, size);
            }
        }
        float[] samples = new float[sum.length];
        for (int n = 0; n < samples.length; n++) {
            // the squared windows of the frames over a sample add up to this
            samples[n] = (float) (sum[n] / (OVERLAP / 2.0));
        }
        return new Waveform(samples, clean.sampleRateHz());
    }

    private double gain(double power, double noise, double floor) {
        if (power == 0) {
            return 0;
        }
        double left = Math.max(0, 1 - overSubtraction * noise / power);
        return Math.max(floor, Math.sqrt(left));
    }

    private static double[][] spectrum(float[] samples, int start, int size) {
        double[][] spectrum = new double[2][size];
        for (int n = Math.max(0, -start); n < size && start + n < samples.length; n++) {
            spectrum[0][n] = samples[start + n] * window(n, size);
        }
        FastFourierTransformer.transformInPlace(
                spectrum, DftNormalization.STANDARD, TransformType.FORWARD);
        return spectrum;
    }

    /** Square root of a periodic Hann window. */
    private static double window(int n, int size) {
        return Math.sin(Math.PI * n / size);
    }

    private static double[] noise(double[][][] spectra, int size) {
        double[] noise = new double[size];
        double[] powers = new double[spectra.length];
        for (int k = 0; k < size; k++) {
            for (int t = 0; t < powers.length; t++) {
                powers[t] = power(spectra[t], k);
            }
            Arrays.sort(powers);
            noise[k] = powers[(int) (NOISE_SHARE * powers.length)];
        }
        return noise;
    }

    private static double power(double[][] spectrum, int k) {
        return spectrum[0][k] * spectrum[0][k] + spectrum[1][k] * spectrum[1][k];
    }
}
