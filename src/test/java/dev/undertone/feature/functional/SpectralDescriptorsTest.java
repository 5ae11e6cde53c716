package dev.undertone.feature.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectralDescriptorsTest {

    private static final int LENGTH = 400;

    private final SpectralDescriptors descriptors = new SpectralDescriptors(LENGTH, 16_000);

    /** The mean square of a sine of amplitude A under any smooth window is A^2 / 2; full scale gives 51.2. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 0.5, 0.01})
    void loudness_sine_isThePowerOfItsIntensity(double amplitude) {
        double[] frame = new double[LENGTH];
        for (int n = 0; n < LENGTH; n++) {
            frame[n] = amplitude * Math.sin(2 * Math.PI * 1000 * n / 16_000);
        }
        double expected = Math.pow(amplitude * amplitude / 2 / 1e-6, 0.3);
        assertThat(compute(frame)[0]).isCloseTo(expected, within(1e-4 * expected));
    }

    @Test
    void loudness_constant_countsAsItsMeanIsLeftIn() {
        double[] frame = new double[LENGTH];
        Arrays.fill(frame, -0.001);
        assertThat(compute(frame)[0]).isCloseTo(1, within(1e-12));
    }

    @Test
    void compute_silence_standsOnTheFloors() {
        double[] values = compute(new double[LENGTH]);
        assertThat(values[0]).isZero();
        assertThat(values[1]).isCloseTo(26 * Math.sqrt(2 / 26.0) * Math.log(1e-8), within(1e-9));
        for (int i = 1; i < 15; i++) {
            assertThat(values[1 + i]).as("mfcc %d", i).isCloseTo(0, within(1e-10));
        }
        for (int i = 0; i < 8; i++) {
            assertThat(values[16 + i]).isEqualTo(Math.log(1e-12));
        }
    }

    /** Against the definitions, every sum plain. */
    @RepeatedTest(3)
    void compute_noise_isTheDefinition(RepetitionInfo repetition) {
        double[] frame =
                new Random(repetition.getCurrentRepetition()).doubles(LENGTH, -0.5, 0.5).toArray();
        double[] values = compute(frame);
        double[] emphasised = new double[LENGTH];
        for (int n = 0; n < LENGTH; n++) {
            emphasised[n] = frame[n] - 0.97 * frame[Math.max(0, n - 1)];
        }
        double[] logs = logMel(emphasised, 26, 8000);
        for (int i = 0; i < 15; i++) {
            double sum = 0;
            for (int j = 0; j < 26; j++) {
                sum += logs[j] * Math.cos(Math.PI * i * (j + 0.5) / 26);
            }
            double expected = Math.sqrt(2 / 26.0) * sum * (1 + 11 * Math.sin(Math.PI * i / 22));
            assertThat(values[1 + i]).as("mfcc %d", i).isCloseTo(expected, within(1e-9));
        }
        double[] bands = logMel(frame, 8, 6500);
        for (int i = 0; i < 8; i++) {
            assertThat(values[16 + i]).as("band %d", i).isCloseTo(bands[i], within(1e-9));
        }
    }

    private double[] compute(double[] frame) {
        double[][] contours = new double[SpectralDescriptors.COUNT][2];
        descriptors.compute(frame, contours, 1);
        double[] values = new double[SpectralDescriptors.COUNT];
        for (int i = 0; i < values.length; i++) {
            assertThat(contours[i][0]).isZero();
            values[i] = contours[i][1];
        }
        return values;
    }

    /** ln of triangles over |DFT_512 of x hamming|^2. */
    private static double[] logMel(double[] x, int filters, double highHz) {
        double[] sums = new double[filters];
        double low = mel(20);
        double step = (mel(highHz) - low) / (filters + 1);
        for (int k = 0; k <= 256; k++) {
            double re = 0;
            double im = 0;
            for (int n = 0; n < LENGTH; n++) {
                double value = x[n] * (0.54 - 0.46 * Math.cos(2 * Math.PI * n / (LENGTH - 1)));
                re += value * Math.cos(2 * Math.PI * k * n / 512);
                im += value * Math.sin(2 * Math.PI * k * n / 512);
            }
            for (int i = 0; i < filters; i++) {
                double position = (mel(k * 31.25) - low) / step - i;
                sums[i] += Math.max(0, Math.min(position, 2 - position)) * (re * re + im * im);
            }
        }
        for (int i = 0; i < filters; i++) {
            sums[i] = Math.log(sums[i]);
        }
        return sums;
    }

    private static double mel(double hz) {
        return 1127 * Math.log(1 + hz / 700);
    }
}
