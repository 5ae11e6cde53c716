package dev.undertone.segmentation;

import dev.undertone.audio.Waveform;
import org.jspecify.annotations.Nullable;

/**
 * A part of a recording that is to be judged on its own.
 *
 * @param startSample where it begins in the recording
 * @param waveform its samples, which it owns
 * @param speaker who speaks, as the caller says; null where nobody said
 */
public record Stretch(long startSample, Waveform waveform, @Nullable String speaker) {

    /** Where it begins in the recording. */
    public double startSeconds() {
        return (double) startSample / waveform.sampleRateHz();
    }

    /** Where it ends in the recording. */
    public double endSeconds() {
        return (double) (startSample + waveform.length()) / waveform.sampleRateHz();
    }
}
