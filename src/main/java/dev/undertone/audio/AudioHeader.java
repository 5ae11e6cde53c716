package dev.undertone.audio;

import dev.undertone.audio.AudioException.Fault;
import java.util.OptionalLong;

/**
 * What is said about some audio before all of it is decoded. It is a claim, not a fact.
 *
 * @param sampleRateHz samples per second and channel, at least 1
 * @param channels number of channels, at least 1
 * @param declaredSamples samples per channel, or empty where the header leaves the length open
 * @param isExact whether that number has to be met; otherwise more may come, and a little less
 */
record AudioHeader(long sampleRateHz, int channels, OptionalLong declaredSamples, boolean isExact) {

    /** Least shortfall in seconds that an inexact length forgives: they are rounded to milliseconds, some to tenths. */
    private static final double FORGIVEN_SECONDS = 0.1;

    /** Frames of the codec that an inexact length may count and the decoder leaves out: delay and padding are below 4. */
    private static final int FORGIVEN_FRAMES = 4;

    static AudioHeader exact(long sampleRateHz, int channels, OptionalLong declaredSamples) {
        return new AudioHeader(sampleRateHz, channels, declaredSamples, true);
    }

    /** Audio that ends where its bytes end. */
    static AudioHeader untold(long sampleRateHz, int channels) {
        return exact(sampleRateHz, channels, OptionalLong.empty());
    }

    static AudioHeader inexact(long sampleRateHz, int channels, OptionalLong declaredSamples) {
        return new AudioHeader(sampleRateHz, channels, declaredSamples, false);
    }

    /**
     * Holds the claim against what was decoded.
     *
     * @param decoded samples per channel
     * @param frameSamples longest frame of the codec
     * @throws AudioException {@code MALFORMED} if they do not agree, {@code TOO_SHORT} if there is no sample at all
     */
    void requireDecoded(long decoded, int frameSamples) {
        if (declaredSamples.isPresent()) {
            long declared = declaredSamples.getAsLong();
            long forgiven =
                    Math.max(
                            (long) (FORGIVEN_SECONDS * sampleRateHz),
                            (long) FORGIVEN_FRAMES * frameSamples);
            if (isExact ? decoded != declared : decoded < declared - forgiven) {
                throw new AudioException(
                        Fault.MALFORMED,
                        "%d samples declared but %d decoded".formatted(declared, decoded));
            }
        }
        if (decoded == 0) {
            throw new AudioException(Fault.TOO_SHORT, "not one sample");
        }
    }

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
