package dev.undertone.training.degradation;

import dev.undertone.audio.Waveform;

/**
 * Digital silence before and behind the recording.
 *
 * @param leadingSeconds before it
 * @param trailingSeconds behind it
 */
public record SurroundingSilence(double leadingSeconds, double trailingSeconds)
        implements Degradation {

    @Override
    public Waveform degrade(Waveform clean, long seed) {
        int before = (int) Math.round(leadingSeconds * clean.sampleRateHz());
        int behind = (int) Math.round(trailingSeconds * clean.sampleRateHz());
        float[] samples = new float[before + clean.length() + behind];
        System.arraycopy(clean.samples(), 0, samples, before, clean.length());
        return new Waveform(samples, clean.sampleRateHz());
    }
}
