package dev.undertone.audio;

import java.util.Arrays;

/** Collects one channel block by block. It grows with what arrives, not with what was claimed. */
final class WaveformBuilder {

    private static final int FIRST_SAMPLES = 4096;

    private final int sampleRateHz;
    private float[] samples = new float[FIRST_SAMPLES];
    private int length;

    WaveformBuilder(int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
    }

    /** Adds the first {@code count} of the samples. */
    void append(float[] block, int count) {
        int needed = Math.addExact(length, count);
        if (needed > samples.length) {
            int doubled = (int) Math.min(2L * samples.length, Integer.MAX_VALUE - 8);
            samples = Arrays.copyOf(samples, Math.max(needed, doubled));
        }
        System.arraycopy(block, 0, samples, length, count);
        length = needed;
    }

    /** The whole channel. To be called once. */
    Waveform build() {
        return new Waveform(Arrays.copyOf(samples, length), sampleRateHz);
    }
}
