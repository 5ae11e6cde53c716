package dev.undertone.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleFftTest {

    @ParameterizedTest
    @CsvSource({"4, 4", "8, 5", "64, 64", "512, 400", "1024, 640", "1024, 641", "512, 1"})
    void powerSpectrum_noise_isTheDefinition(int size, int length) {
        double[] samples = new Random(size).doubles(length, -1, 1).toArray();
        double[] window = new Random(length).doubles(length).toArray();
        double[] padded = new double[size];
        for (int n = 0; n < length; n++) {
            padded[n] = samples[n] * window[n];
        }
        DoubleFft fft = new DoubleFft(size);
        double[] power = new double[fft.bins()];
        fft.powerSpectrum(samples, window, power);
        for (int k = 0; k <= size / 2; k++) {
            double[] bin = Definitions.dftBin(padded, new double[size], k);
            assertThat(power[k])
                    .as("bin %d", k)
                    .isCloseTo(bin[0] * bin[0] + bin[1] * bin[1], within(1e-10));
        }
    }

    @Test
    void powerSpectrum_silenceAfterSound_isExactlyZero() {
        DoubleFft fft = new DoubleFft(512);
        double[] window = WindowFunction.hamming(400);
        double[] power = new double[257];
        fft.powerSpectrum(new Random(1).doubles(400).toArray(), window, power);
        assertThat(Arrays.stream(power).sum()).isPositive();
        fft.powerSpectrum(new double[400], window, power);
        assertThat(power).containsOnly(0.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {-8, 0, 2, 400})
    void construct_noPowerOfTwo_isRefused(int size) {
        assertThatThrownBy(() -> new DoubleFft(size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a power of two of at least 4 but got " + size);
    }
}
