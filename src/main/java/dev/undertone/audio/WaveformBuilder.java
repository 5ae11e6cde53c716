package dev.undertone.audio;

import java.util.Arrays;

/** Collects one channel block by block and resamples it on the way. It grows with what arrives, not with what was claimed. */
final class WaveformBuilder {

    private static final int FIRST_SAMPLES = 4096;

    private final Resampler resampler;
    private final int targetRateHz;
    private float[] samples = new float[FIRST_SAMPLES];
    private int length;

    WaveformBuilder(int sourceRateHz, int targetRateHz) {
        this.resampler = new Resampler(sourceRateHz, targetRateHz);
        this.targetRateHz = targetRateHz;
    }

    /** Adds the first {@code count} of the samples, at the source's rate. */
    void append(float[] block, int count) {
        reserve(resampler.maxOutput(count));
        length += resampler.push(block, 0, count, samples, length);
    }

    /** The whole channel at the target's rate. To be called once. */
    Waveform build() {
        reserve(resampler.maxOutput(0));
        length += resampler.finish(samples, length);
        return new Waveform(Arrays.copyOf(samples, length), targetRateHz);
    }

    private void reserve(int more) {
        int needed = Math.addExact(length, more);
        if (needed > samples.length) {
            int doubled = (int) Math.min(2L * samples.length, Integer.MAX_VALUE - 8);
            samples = Arrays.copyOf(samples, Math.max(needed, doubled));
        }
    }
}
