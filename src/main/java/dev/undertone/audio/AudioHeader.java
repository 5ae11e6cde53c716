package dev.undertone.audio;

import dev.undertone.audio.AudioException.Fault;
import java.util.OptionalLong;

/**
 * What a container's header says about its audio, before a sample is decoded. It is a claim, not a fact.
 *
 * @param sampleRateHz samples per second and channel, at least 1
 * @param channels number of channels, at least 1
 * @param declaredSamples samples per channel, or empty where the header leaves the length open
 */
record AudioHeader(long sampleRateHz, int channels, OptionalLong declaredSamples) {

    /**
     * Holds the claims against the limits, in the order channels, rate, duration.
     *
     * @throws AudioException {@code TOO_MANY_CHANNELS}, {@code UNSUPPORTED_SAMPLE_RATE} or {@code TOO_LONG}
     */
    void requireWithin(AudioLimits limits) {
        if (channels > limits.maxChannels()) {
            throw new AudioException(
                    Fault.TOO_MANY_CHANNELS,
                    "%d channels, at most %d are taken".formatted(channels, limits.maxChannels()));
        }
        if (sampleRateHz < limits.minSampleRateHz() || sampleRateHz > limits.maxSampleRateHz()) {
            throw new AudioException(
                    Fault.UNSUPPORTED_SAMPLE_RATE,
                    "%d Hz, taken are %d to %d Hz"
                            .formatted(
                                    sampleRateHz,
                                    limits.minSampleRateHz(),
                                    limits.maxSampleRateHz()));
        }
        if (declaredSamples.isPresent() && declaredSamples.getAsLong() > maxSamples(limits)) {
            throw new AudioException(
                    Fault.TOO_LONG,
                    "%d s, at most %d s are taken"
                            .formatted(
                                    declaredSamples.getAsLong() / sampleRateHz,
                                    limits.maxDuration().toSeconds()));
        }
    }

    /** Most samples per channel that the longest duration holds at this rate. */
    long maxSamples(AudioLimits limits) {
        double samples = limits.maxDuration().toNanos() * 1e-9 * sampleRateHz;
        return (long) Math.floor(samples + 1e-6);
    }
}
