package dev.undertone.audio;

import java.time.Duration;

/**
 * What is accepted. Bytes and header fields are checked before samples are decoded, the duration again while decoding.
 *
 * @param maxBytes most encoded bytes
 * @param maxDuration longest audio
 * @param maxChannels most channels
 * @param minSampleRateHz lowest sample rate
 * @param maxSampleRateHz highest sample rate
 */
public record AudioLimits(
        long maxBytes,
        Duration maxDuration,
        int maxChannels,
        int minSampleRateHz,
        int maxSampleRateHz) {

    /** 50 MB, 5 minutes, 8 channels, 8 to 192 kHz. */
    public static final AudioLimits DEFAULT =
            new AudioLimits(50_000_000, Duration.ofMinutes(5), 8, 8_000, 192_000);

    public AudioLimits {
        if (maxBytes <= 0 || maxDuration.isNegative() || maxDuration.isZero() || maxChannels <= 0) {
            throw new IllegalArgumentException(
                    "expected positive limits but got %d bytes, %s, %d channels"
                            .formatted(maxBytes, maxDuration, maxChannels));
        }
        if (minSampleRateHz <= 0 || maxSampleRateHz < minSampleRateHz) {
            throw new IllegalArgumentException(
                    "expected a range of sample rates but got %d to %d"
                            .formatted(minSampleRateHz, maxSampleRateHz));
        }
    }
}
