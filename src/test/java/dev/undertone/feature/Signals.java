package dev.undertone.feature;

import dev.undertone.audio.Waveform;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Waveforms at 16 kHz for tests, among them those that features stumble over. */
public final class Signals {

    private Signals() {}

    public static Waveform of(int length, IntToDoubleFunction signal) {
        float[] samples = new float[length];
        for (int n = 0; n < length; n++) {
            samples[n] = (float) signal.applyAsDouble(n);
        }
        return new Waveform(samples, 16_000);
    }

    public static Waveform scaled(Waveform waveform, double gain) {
        return of(waveform.length(), n -> waveform.samples()[n] * gain);
    }

    public static double sine(double frequencyHz, int n) {
        return Math.sin(2 * Math.PI * frequencyHz * n / 16_000);
    }

    public static Waveform noise(int length, double amplitude, long seed) {
        Random random = new Random(seed);
        return of(length, n -> amplitude * (2 * random.nextDouble() - 1));
    }

    /** By name, in a fixed order. */
    public static Map<String, Waveform> difficult() {
        Random steps = new Random(21);
        Map<String, Waveform> signals = new LinkedHashMap<>();
        signals.put("silence", of(4000, n -> 0));
        signals.put("negative zero", of(4000, n -> -0.0));
        signals.put("DC", of(4000, n -> 0.1));
        signals.put("full-scale DC", of(4000, n -> -1));
        signals.put("noise of one step", of(4000, n -> (steps.nextInt(3) - 1) / 32768.0));
        signals.put("one click", of(4000, n -> n == 2000 ? 1 : 0));
        signals.put("full-scale square", of(4000, n -> n / 50 % 2 == 0 ? 32767 / 32768.0 : -1));
        signals.put("alternating", of(4000, n -> n % 2 == 0 ? 1 : -1));
        signals.put("smallest floats", of(4000, n -> n % 3 == 0 ? Float.MIN_VALUE : 0));
        signals.put("far beyond full scale", of(4000, n -> 1e18 * sine(300, n)));
        signals.put("silence, then tone", of(4000, n -> n < 2000 ? 0 : 0.5 * sine(200, n)));
        signals.put("quiet speech", scaled(OracleSignal.SPEECH_EN_M.waveform(), 0.001));
        signals.put("noise", noise(4000, 1, 22));
        signals.put("one frame", noise(400, 0.5, 23));
        signals.put("too short", noise(399, 0.5, 24));
        return signals;
    }
}
