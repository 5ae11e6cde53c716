package dev.undertone.audio;

/**
 * Mono samples at one rate.
 *
 * <p>Samples are nominally in [-1, 1); 16-bit PCM is divided by 32768. The waveform owns its array: who passes one in
 * gives it away, who asks for it reads only.
 */
public final class Waveform {

    private final float[] samples;
    private final int sampleRateHz;

    /**
     * Takes ownership of the samples.
     *
     * @param samples mono samples, finite
     * @param sampleRateHz samples per second, positive
     * @throws IllegalArgumentException if the rate is not positive
     */
    public Waveform(float[] samples, int sampleRateHz) {
        if (sampleRateHz <= 0) {
            throw new IllegalArgumentException(
                    "expected a positive sample rate but got " + sampleRateHz);
        }
        this.samples = samples;
        this.sampleRateHz = sampleRateHz;
    }

    /** The samples themselves, not a copy: read only. */
    public float[] samples() {
        return samples;
    }

    public int length() {
        return samples.length;
    }

    public int sampleRateHz() {
        return sampleRateHz;
    }

    public double durationSeconds() {
        return (double) samples.length / sampleRateHz;
    }
}
