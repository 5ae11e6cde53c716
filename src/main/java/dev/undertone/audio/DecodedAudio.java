package dev.undertone.audio;

import java.util.List;

/**
 * Decoded audio at the rate that was asked for.
 *
 * @param description what arrived
 * @param channels one waveform for {@link ChannelMode#MIX}, one per channel for {@link ChannelMode#EACH}; all of the
 *     same length
 */
public record DecodedAudio(AudioDescription description, List<Waveform> channels) {

    public DecodedAudio {
        channels = List.copyOf(channels);
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("expected at least one channel but got none");
        }
    }
}
