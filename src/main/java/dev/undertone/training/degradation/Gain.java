package dev.undertone.training.degradation;

import dev.undertone.audio.Waveform;

/**
 * y = g x, g = 10^(G / 20), in float and never clipped: another distance, another knob, nothing lost.
 *
 * @param decibels G
 */
public record Gain(double decibels) implements Degradation {

    @Override
    public Waveform degrade(Waveform clean, long seed) {
        double factor = Math.pow(10, decibels / 20);
        float[] samples = clean.samples().clone();
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) (factor * samples[n]);
        }
        return new Waveform(samples, clean.sampleRateHz());
    }
}
