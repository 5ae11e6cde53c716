package dev.undertone.training.degradation;

import dev.undertone.audio.Waveform;

/**
 * A recorder of 16 bits at the wrong level: y = min(max(round(32768 g x), -32768), 32767) / 32768, g = 10^(G / 20). Too
 * loud clips, too soft leaves few bits.
 *
 * @param decibels G
 */
public record RecordedGain(double decibels) implements Degradation {

    private static final double FULL_SCALE = 32768;

    @Override
    public Waveform degrade(Waveform clean, long seed) {
        double factor = Math.pow(10, decibels / 20);
        float[] samples = clean.samples().clone();
        for (int n = 0; n < samples.length; n++) {
            double steps = Math.rint(FULL_SCALE * factor * samples[n]);
            steps = Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, steps));
            samples[n] = (float) (steps / FULL_SCALE);
        }
        return new Waveform(samples, clean.sampleRateHz());
    }
}
