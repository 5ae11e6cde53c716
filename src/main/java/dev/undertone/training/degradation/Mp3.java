package dev.undertone.training.degradation;

import dev.undertone.audio.Mp3RoundTrip;
import dev.undertone.audio.Waveform;

/**
 * Stored as MP3 in between; see {@link Mp3RoundTrip}.
 *
 * @param bitsPerSecond of the file
 */
public record Mp3(int bitsPerSecond) implements Degradation {

    @Override
    public Waveform degrade(Waveform clean, long seed) {
        return Mp3RoundTrip.apply(clean, bitsPerSecond);
    }
}
