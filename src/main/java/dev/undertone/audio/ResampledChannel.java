package dev.undertone.audio;

import java.util.Arrays;

/** One channel resampled block by block; the newest block is kept. Not thread-safe. */
final class ResampledChannel {

    private final Resampler resampler;
    private float[] samples = {};

    ResampledChannel(int sourceRateHz, int targetRateHz) {
        resampler = new Resampler(sourceRateHz, targetRateHz);
    }

    /** Takes the first {@code count} of the samples, at the source's rate; returns how many came out. */
    int push(float[] block, int count) {
        reserve(count);
        return resampler.push(block, 0, count, samples, 0);
    }

    /** Ends the channel; returns how many samples came out at last. To be called once. */
    int finish() {
        reserve(0);
        return resampler.finish(samples, 0);
    }

    /** What came out last; its owner writes over it with the next block. */
    float[] samples() {
        return samples;
    }

    private void reserve(int count) {
        int needed = resampler.maxOutput(count);
        if (samples.length < needed) {
            samples = Arrays.copyOf(samples, needed);
        }
    }
}
