package dev.undertone.training.degradation;

import dev.undertone.audio.Resampler;
import dev.undertone.audio.Waveform;
import java.util.Arrays;

/**
 * A telephone line: 8 kHz, band 300 to 3,400 Hz, 8 bits of the mu-law, and back to the recording's rate.
 *
 * <p>Band: difference of two low-passes of 257 taps under a Hamming window, h[m] = w[m] (2 f_2 sinc(2 f_2 m) - 2 f_1
 * sinc(2 f_1 m)), f in cycles per sample, without delay; transitions some 100 Hz wide. Law: F(x) = sgn(x) ln(1 + 255
 * |x|) / ln 256 with x clipped to [-1, 1], rounded to 127 steps per sign and expanded again: the smooth curve that the
 * segments of ITU-T G.711 approximate.
 */
public record TelephoneLine() implements Degradation {

    private static final int LINE_RATE_HZ = 8000;
    private static final double LOW_HZ = 300;
    private static final double HIGH_HZ = 3400;
    private static final int MIDDLE = 128;
    private static final double MU = 255;
    private static final double STEPS = 127;

    @Override
    public Waveform degrade(Waveform clean, long seed) {
        Waveform narrow = Resampler.resample(clean, LINE_RATE_HZ);
        float[] samples = Convolution.apply(narrow.samples(), band(), MIDDLE);
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) expand(Math.rint(STEPS * compress(samples[n])) / STEPS);
        }
        Waveform back =
                Resampler.resample(new Waveform(samples, LINE_RATE_HZ), clean.sampleRateHz());
        return new Waveform(Arrays.copyOf(back.samples(), clean.length()), clean.sampleRateHz());
    }

    private static double[] band() {
        double[] taps = new double[2 * MIDDLE + 1];
        for (int i = 0; i < taps.length; i++) {
            double window = 0.54 + 0.46 * Math.cos(Math.PI * (i - MIDDLE) / MIDDLE);
            taps[i] = window * (lowPass(HIGH_HZ, i - MIDDLE) - lowPass(LOW_HZ, i - MIDDLE));
        }
        return taps;
    }

    /** 2 f sinc(2 f m), sinc(x) = sin(pi x) / (pi x). */
    private static double lowPass(double edgeHz, int m) {
        double twiceF = 2 * edgeHz / LINE_RATE_HZ;
        return m == 0 ? twiceF : Math.sin(Math.PI * twiceF * m) / (Math.PI * m);
    }

    private static double compress(double x) {
        double magnitude = Math.min(1, Math.abs(x));
        return Math.copySign(Math.log1p(MU * magnitude) / Math.log1p(MU), x);
    }

    private static double expand(double y) {
        return Math.copySign(Math.expm1(Math.abs(y) * Math.log1p(MU)) / MU, y);
    }
}
