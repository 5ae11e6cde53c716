package dev.undertone.audio;

import java.util.Arrays;

/** Collects one channel block by block. It grows with what arrives, not with what was claimed. */
public final class WaveformBuilder {

    private static final int FIRST_SAMPLES = 4096;

    private final int sampleRateHz;
    private float[] samples = new float[FIRST_SAMPLES];
    private int length;

    /** For samples at one rate. */
    public WaveformBuilder(int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
    }

    /** Adds the first {@code count} of the samples. */
    void append(float[] block, int count) {
        append(block, 0, count);
    }

    /** Adds {@code count} of the samples. */
    public void append(float[] block, int offset, int count) {
        int needed = Math.addExact(length, count);
        if (needed > samples.length) {
            int doubled = (int) Math.min(2L * samples.length, Integer.MAX_VALUE - 8);
            samples = Arrays.copyOf(samples, Math.max(needed, doubled));
        }
        System.arraycopy(block, offset, samples, length, count);
        length = needed;
    }

    /** All samples so far, a copy. */
    public Waveform build() {
        return new Waveform(Arrays.copyOf(samples, length), sampleRateHz);
    }
}
