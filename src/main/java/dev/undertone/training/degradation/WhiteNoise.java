package dev.undertone.training.degradation;

import dev.undertone.audio.Waveform;
import java.util.Random;

/**
 * Adds white Gaussian noise. One seed gives the same noise at every ratio, but for its level.
 *
 * @param ratioDecibels signal-to-noise ratio over the whole recording
 */
public record WhiteNoise(double ratioDecibels) implements Degradation {

    @Override
    public Waveform degrade(Waveform clean, long seed) {
        Random random = new Random(seed);
        double[] noise = new double[clean.length()];
        for (int n = 0; n < noise.length; n++) {
            noise[n] = random.nextGaussian();
        }
        return Mixture.of(clean, noise, ratioDecibels);
    }
}
