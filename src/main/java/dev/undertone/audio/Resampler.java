package dev.undertone.audio;

import java.util.Arrays;

/**
 * Changes the sample rate by windowed-sinc interpolation, in chunks of any size with the same bits for any chunking.
 *
 * <p>M samples at rate R become ceil(R' M / R) samples at rate R'. Output n lies at the time of input n R / R': there is
 * no delay. Samples before the first and behind the last count as 0. With R' = R the samples pass unchanged.
 *
 * <p>y[n] = sum over m of x[m] h(n R / R' - m), with h of {@link SincKernel}: within 0.01 dB up to 7/8 of the lower
 * Nyquist frequency, and at least 78 dB down from 9/8 of it (7 kHz and 9 kHz for 44.1 to 16 kHz). The sums are in
 * float, in eight parts, so that the rounding noise stays some 130 dB below full scale; they are plain Java arithmetic,
 * the same on every machine.
 *
 * <p>Not thread-safe: one resampler per channel of one recording.
 */
public final class Resampler {

    private static final int BLOCK_SAMPLES = 4096;

    private final SincKernel kernel;
    private final int taps;

    /** The input that later outputs still need, then the newest block. */
    private final float[] window;

    private int filled;

    /** Index in {@link #window} of the first sample under the kernel for the next output. */
    private int start;

    /** Time of the next output behind its input sample, in units of 1 / kernel.denominator(). */
    private int phase;

    private boolean finished;

    /**
     * Starts at the first sample of a recording.
     *
     * @param sourceRateHz rate of the input, positive
     * @param targetRateHz rate of the output, positive
     * @throws IllegalArgumentException if a rate is not positive
     */
    public Resampler(int sourceRateHz, int targetRateHz) {
        kernel = SincKernel.of(sourceRateHz, targetRateHz);
        taps = kernel.taps();
        window = new float[taps + BLOCK_SAMPLES];
        filled = kernel.tapsBefore();
    }

    /**
     * Resamples a whole waveform.
     *
     * @param waveform the input
     * @param targetRateHz rate of the result, positive
     * @return ceil(targetRateHz M / R) samples; the very waveform if it has that rate
     */
    public static Waveform resample(Waveform waveform, int targetRateHz) {
        if (waveform.sampleRateHz() == targetRateHz) {
            return waveform;
        }
        Resampler resampler = new Resampler(waveform.sampleRateHz(), targetRateHz);
        float[] output = new float[resampler.maxOutput(waveform.length())];
        int count = resampler.push(waveform.samples(), 0, waveform.length(), output, 0);
        count += resampler.finish(output, count);
        return new Waveform(Arrays.copyOf(output, count), targetRateHz);
    }

    /**
     * Room that {@link #push} of this many samples and a {@link #finish} behind it need together.
     *
     * @param inputLength number of samples to push
     * @return most samples that come out
     */
    public int maxOutput(int inputLength) {
        long inputs = (long) inputLength + taps;
        return Math.toIntExact(inputs * kernel.denominator() / kernel.numerator() + 1);
    }

    /**
     * Takes the next samples of the recording and gives those outputs that are now complete.
     *
     * @param samples holds the input, read only
     * @param offset where it begins
     * @param length how many samples
     * @param output receives the outputs; needs {@link #maxOutput} of room
     * @param outputOffset where they begin
     * @return the number of samples written
     * @throws IllegalStateException after {@link #finish}
     */
    public int push(float[] samples, int offset, int length, float[] output, int outputOffset) {
        requireUnfinished();
        if (kernel.isIdentity()) {
            System.arraycopy(samples, offset, output, outputOffset, length);
            return length;
        }
        int written = 0;
        for (int taken = 0; taken < length; ) {
            int count = Math.min(length - taken, window.length - filled);
            System.arraycopy(samples, offset + taken, window, filled, count);
            filled += count;
            taken += count;
            written += drain(output, outputOffset + written);
        }
        return written;
    }

    /**
     * Ends the recording and gives the outputs that were still waiting for what follows.
     *
     * @param output receives the outputs; needs {@link #maxOutput} of room
     * @param outputOffset where they begin
     * @return the number of samples written
     * @throws IllegalStateException if called twice
     */
    public int finish(float[] output, int outputOffset) {
        float[] silence = new float[kernel.isIdentity() ? 0 : kernel.tapsBehind()];
        int written = push(silence, 0, silence.length, output, outputOffset);
        finished = true;
        return written;
    }

    private void requireUnfinished() {
        if (finished) {
            throw new IllegalStateException("finished: a resampler takes one recording");
        }
    }

    /** Writes every output whose window is complete and moves the rest of the window to the front. */
    private int drain(float[] output, int offset) {
        int written = 0;
        while (start + taps <= filled) {
            output[offset + written++] = kernel.apply(window, start, phase);
            phase += kernel.numerator();
            start += phase / kernel.denominator();
            phase %= kernel.denominator();
        }
        int gone = Math.min(start, filled);
        System.arraycopy(window, gone, window, 0, filled - gone);
        filled -= gone;
        start -= gone;
        return written;
    }
}
