package dev.undertone.benchmark;

import dev.undertone.audio.Waveform;
import java.util.Random;

/** The audio that features are measured on: 10 s of a gliding voice-like tone with noise, at 16 kHz. */
final class BenchmarkVoice {

    static final int SECONDS = 10;

    private static final int RATE_HZ = 16_000;

    private BenchmarkVoice() {}

    static Waveform waveform() {
        Random random = new Random(7);
        float[] samples = new float[SECONDS * RATE_HZ];
        double phase = 0;
        for (int n = 0; n < samples.length; n++) {
            phase += (140 + 60 * Math.sin(2 * Math.PI * 0.7 * n / RATE_HZ)) / RATE_HZ;
            double tone = 0;
            for (int harmonic = 1; harmonic <= 20; harmonic++) {
                tone += Math.sin(2 * Math.PI * harmonic * phase) / harmonic;
            }
            samples[n] = (float) (0.2 * tone + 0.01 * random.nextGaussian());
        }
        return new Waveform(samples, RATE_HZ);
    }
}
