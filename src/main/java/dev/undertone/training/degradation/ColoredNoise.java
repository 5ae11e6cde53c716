package dev.undertone.training.degradation;

import dev.undertone.audio.Waveform;
import java.util.Random;

/**
 * Adds Gaussian noise whose power falls with frequency as 1 / f^a: white noise through the filter h[0] = 1, h[k] = h[k - 1]
 * (k - 1 + a / 2) / k (N. J. Kasdin, Proc. IEEE 83(5), 1995), cut off after 0.1 s, so that the spectrum is flat below some
 * 10 Hz. Fans, traffic and rooms lie between white and brown.
 *
 * @param ratioDecibels signal-to-noise ratio over the whole recording
 * @param exponent a: 0 for white noise, 1 for pink, 2 for brown
 */
public record ColoredNoise(double ratioDecibels, double exponent) implements Degradation {

    private static final double FILTER_SECONDS = 0.1;

    /**
     * Checks the exponent.
     *
     * @throws IllegalArgumentException if it is not in [0, 2]
     */
    public ColoredNoise {
        if (!(exponent >= 0 && exponent <= 2)) {
            throw new IllegalArgumentException(
                    "expected an exponent from 0 to 2 but got " + exponent);
        }
    }

    @Override
    public Waveform degrade(Waveform clean, long seed) {
        Random random = new Random(seed);
        double[] response = response((int) (FILTER_SECONDS * clean.sampleRateHz()));
        // the filter has to be full before the recording begins, or the noise would fade in
        float[] white = new float[response.length + clean.length()];
        for (int n = 0; n < white.length; n++) {
            white[n] = (float) random.nextGaussian();
        }
        float[] colored = Convolution.apply(white, response, 0);
        double[] noise = new double[clean.length()];
        for (int n = 0; n < noise.length; n++) {
            noise[n] = colored[response.length + n];
        }
        return Mixture.of(clean, noise, ratioDecibels);
    }

    private double[] response(int length) {
        double[] response = new double[length];
        response[0] = 1;
        for (int k = 1; k < length; k++) {
            response[k] = response[k - 1] * (k - 1 + exponent / 2) / k;
        }
        return response;
    }
}
