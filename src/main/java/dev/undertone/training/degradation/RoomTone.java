package dev.undertone.training.degradation;

import dev.undertone.audio.Waveform;
import dev.undertone.dsp.PauseNoise;

/**
 * Puts the tone of an ordinary room under a recording: {@link PauseNoise} of other phases each time, at the level of the
 * loudest tenth of a second or somewhat above or below it. Without it a network hears pauses of only one kind and takes
 * how faint they are for a sign of loud, angry speech (docs/experiments.md).
 *
 * @param levelDecibels above the median over CREMA-D; below 0 for a quieter room
 */
public record RoomTone(double levelDecibels) implements Degradation {

    private static final double LEVEL_SECONDS = 0.1;

    @Override
    public Waveform degrade(Waveform clean, long seed) {
        double gain = Math.sqrt(loudest(clean)) * Math.pow(10, levelDecibels / 20);
        double[] noise = PauseNoise.period(clean.sampleRateHz(), seed);
        float[] samples = clean.samples().clone();
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) (samples[n] + gain * noise[n % noise.length]);
        }
        return new Waveform(samples, clean.sampleRateHz());
    }

    /** The largest mean square over a tenth of a second, the mean of the whole recording left out. */
    private static double loudest(Waveform waveform) {
        float[] samples = waveform.samples();
        int window = (int) (LEVEL_SECONDS * waveform.sampleRateHz());
        double all = 0;
        for (float sample : samples) {
            all += sample;
        }
        double mean = all / samples.length;
        double sum = 0;
        double largest = 0;
        for (int n = 0; n < samples.length; n++) {
            sum += square(samples[n] - mean);
            if (n >= window) {
                sum -= square(samples[n - window] - mean);
            }
            largest = Math.max(largest, sum / window);
        }
        return largest;
    }

    private static double square(double value) {
        return value * value;
    }
}
