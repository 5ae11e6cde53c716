package dev.undertone.training;

import dev.undertone.audio.Resampler;
import dev.undertone.audio.Waveform;

/** Changes the speed of a recording, and its pitch with it (T. Ko et al., "Audio augmentation for speech recognition", 2015). */
public final class Speed {

    /** Leaves a recording as it is. */
    public static final double ORIGINAL = 1.0;

    private Speed() {}

    /**
     * Claims that the recording was made at another rate, then resamples it from there.
     *
     * @param waveform as recorded
     * @param factor 1 for no change, 1.1 for shorter and higher
     * @return at the rate of the waveform
     */
    public static Waveform change(Waveform waveform, double factor) {
        int claimedRateHz = (int) Math.round(waveform.sampleRateHz() * factor);
        return claimedRateHz == waveform.sampleRateHz()
                ? waveform
                : Resampler.resample(
                        new Waveform(waveform.samples(), claimedRateHz), waveform.sampleRateHz());
    }
}
