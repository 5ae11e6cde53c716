package dev.undertone.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.dsp.WindowFunction;
import org.junit.jupiter.api.Test;

class MfccTest {

    private final Mfcc mfcc = new Mfcc(400, 512, 16_000, 13, 1e-10);
    private final double[] coefficients = new double[13];

    @Test
    void compute_silence_isTheFloor() {
        mfcc.compute(new double[400], coefficients);
        assertThat(coefficients[0]).isCloseTo(-10 * Math.log(10) * Math.sqrt(26), within(1e-9));
        for (int c = 1; c < 13; c++) {
            assertThat(coefficients[c]).isCloseTo(0, within(1e-9));
        }
    }

    /** An impulse has spectrum w[n] - 0.97 w[n+1] exp(-i omega): the whole chain by its definition. */
    @Test
    void compute_impulse_isTheDefinition() {
        double[] samples = new double[400];
        samples[150] = 1;
        mfcc.compute(samples, coefficients);
        double[] window = WindowFunction.hamming(400);
        double[] logs = new double[26];
        double low = 1127 * Math.log(1 + 20 / 700.0);
        double step = (1127 * Math.log(1 + 8000 / 700.0) - low) / 27;
        for (int i = 0; i < 26; i++) {
            double energy = 0;
            for (int k = 0; k <= 256; k++) {
                double mel = 1127 * Math.log(1 + 31.25 * k / 700);
                double weight = 1 - Math.abs(mel - low - (i + 1) * step) / step;
                double omega = 2 * Math.PI * k / 512;
                double re = window[150] - 0.97 * window[151] * Math.cos(omega);
                double im = 0.97 * window[151] * Math.sin(omega);
                energy += Math.max(0, weight) * (re * re + im * im);
            }
            logs[i] = Math.log(energy);
        }
        for (int c = 0; c < 13; c++) {
            double expected = 0;
            for (int i = 0; i < 26; i++) {
                expected += logs[i] * Math.cos(Math.PI * c * (i + 0.5) / 26);
            }
            expected *= Math.sqrt((c == 0 ? 1 : 2) / 26.0);
            assertThat(coefficients[c]).as("mfcc_%d", c).isCloseTo(expected, within(1e-9));
        }
    }

    @Test
    void compute_tenfoldGain_liftsTheFirstOnly() {
        double[] samples = new double[400];
        double[] loud = new double[400];
        for (int n = 0; n < 400; n++) {
            samples[n] = 0.01 * Math.sin(n * n);
            loud[n] = 10 * samples[n];
        }
        mfcc.compute(samples, coefficients);
        double[] louder = new double[13];
        mfcc.compute(loud, louder);
        assertThat(louder[0])
                .isCloseTo(coefficients[0] + Math.log(100) * Math.sqrt(26), within(1e-9));
        for (int c = 1; c < 13; c++) {
            assertThat(louder[c]).isCloseTo(coefficients[c], within(1e-9));
        }
    }
}
