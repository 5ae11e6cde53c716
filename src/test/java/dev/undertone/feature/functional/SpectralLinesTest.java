package dev.undertone.feature.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.dsp.LineSpectralPairs;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpectralLinesTest {

    private static final int LENGTH = 275;

    private final SpectralLines lines = new SpectralLines(LENGTH);

    /**
     * White noise through 1 / A of four formants and through 1 / (1 - 0.97 z^-1), which the pre-emphasis takes away: the
     * average over frames is the line spectrum of A itself, within 0.03 rad or 50 Hz, which 275 samples leave of bias.
     */
    @Test
    void compute_noiseOfFourFormants_givesTheirLines() {
        double[] formants = {600, 1700, 2900, 4200};
        double[] predictor = {1, 0, 0, 0, 0, 0, 0, 0, 0};
        Random random = new Random(5);
        int frames = 200;
        double[] signal = random.doubles(frames * 110 + LENGTH, -1, 1).toArray();
        for (double hz : formants) {
            resonate(signal, hz);
            multiply(predictor, hz);
        }
        for (int n = 1; n < signal.length; n++) {
            signal[n] += 0.97 * signal[n - 1];
        }
        double[] means = new double[8];
        for (int t = 0; t < frames; t++) {
            double[] frame = Arrays.copyOfRange(signal, 110 * t, 110 * t + LENGTH);
            double[] values = compute(frame);
            assertThat(values).isSorted();
            for (int i = 0; i < 8; i++) {
                means[i] += values[i] / frames;
            }
        }
        double[] expected = new double[8];
        new LineSpectralPairs(8).compute(predictor, expected);
        assertThat(means).containsExactly(expected, within(0.03));
    }

    @Test
    void compute_anyGain_isTheSame() {
        double[] frame = new Random(6).doubles(LENGTH, -1, 1).toArray();
        double[] values = compute(frame);
        for (int n = 0; n < LENGTH; n++) {
            frame[n] *= 0.01;
        }
        assertThat(compute(frame)).containsExactly(values, within(1e-9));
    }

    @Test
    void compute_silenceAndBelowTheFloor_isZero() {
        assertThat(compute(new double[LENGTH])).containsOnly(0);
        double[] faint = new Random(7).doubles(LENGTH, -5e-7, 5e-7).toArray();
        assertThat(compute(faint)).containsOnly(0);
    }

    /** The predictor of what a constant leaves is all but singular. */
    @Test
    void compute_constant_staysWithinTheHalfCircle() {
        double[] frame = new double[LENGTH];
        Arrays.fill(frame, 0.7);
        double[] values = compute(frame);
        assertThat(values).isSorted();
        assertThat(values[0]).isNotNegative();
        assertThat(values[7]).isBetween(1.0, Math.PI);
    }

    private double[] compute(double[] frame) {
        double[][] contours = new double[10][1];
        lines.compute(frame, contours, 2, 0);
        double[] values = new double[8];
        for (int i = 0; i < 8; i++) {
            values[i] = contours[2 + i][0];
        }
        return values;
    }

    /** Times 1 - 2 r cos w z^-1 + r^2 z^-2, r = 0.96; from the highest power down, in place. */
    private static void multiply(double[] predictor, double hz) {
        double cosine = Math.cos(2 * Math.PI * hz / 11_000);
        for (int i = 8; i >= 1; i--) {
            double second = i >= 2 ? 0.96 * 0.96 * predictor[i - 2] : 0;
            predictor[i] += second - 2 * 0.96 * cosine * predictor[i - 1];
        }
    }

    /** Poles at radius 0.96. */
    private static void resonate(double[] signal, double hz) {
        double cosine = Math.cos(2 * Math.PI * hz / 11_000);
        for (int n = 2; n < signal.length; n++) {
            signal[n] += 2 * 0.96 * cosine * signal[n - 1] - 0.96 * 0.96 * signal[n - 2];
        }
    }
}
