package dev.undertone.feature.functional;

import dev.undertone.audio.Waveform;
import dev.undertone.feature.Signals;
import java.util.Random;

/** Synthetic voices at 16 kHz of which every figure is known. */
final class Voices {

    private Voices() {}

    /** The harmonics of a frequency below 4 kHz, amplitudes 1 / k^2 as of a glottis, with noise so that no band is empty. */
    static Waveform harmonic(double frequencyHz, int length) {
        Random random = new Random(1);
        return Signals.of(length, n -> 0.2 * tone(frequencyHz, n) + 1e-4 * random.nextGaussian());
    }

    /** Such a tone of 200 Hz in parts of a second: 0.3 s of it, then 0.3 s of exact silence, repeatedly. */
    static Waveform bursts(int count) {
        return Signals.of(
                4800 + count * 9600,
                n -> {
                    boolean sounding = n >= 4800 && (n - 4800) % 9600 < 4800;
                    return sounding ? 0.2 * tone(200, n) : 0;
                });
    }

    private static double tone(double frequencyHz, int n) {
        double sum = 0;
        for (int k = 1; k * frequencyHz < 4000; k++) {
            sum += Signals.sine(k * frequencyHz, n) / (k * k);
        }
        return sum;
    }

    /**
     * Gaussian pulses of some 12 samples whose distances are T - d and T + d in turn and whose heights are 1 - e and 1 +
     * e, over 2 s.
     */
    static Waveform pulses(double distance, double deviation, double heightDeviation) {
        double[] signal = new double[32_000];
        double centre = distance;
        for (int pulse = 0; centre < signal.length; pulse++) {
            boolean even = pulse % 2 == 0;
            double height = 0.5 * (1 + (even ? heightDeviation : -heightDeviation));
            int from = (int) Math.max(0, centre - 30);
            for (int n = from; n < Math.min(signal.length, centre + 30); n++) {
                double away = (n - centre) / 3;
                signal[n] += height * Math.exp(-away * away / 2);
            }
            centre += distance + (even ? deviation : -deviation);
        }
        return Signals.of(signal.length, n -> signal[n]);
    }

    /** With exact silence before and behind, in samples. */
    static Waveform padded(Waveform waveform, int before, int behind) {
        int end = before + waveform.length();
        return Signals.of(
                end + behind, n -> n < before || n >= end ? 0 : waveform.samples()[n - before]);
    }
}
