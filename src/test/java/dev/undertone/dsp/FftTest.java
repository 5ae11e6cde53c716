package dev.undertone.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FftTest {

    private static final double[] WINDOW = WindowFunction.hamming(400);

    private final Fft fft = new Fft(512);

    @Test
    void powerSpectrum_impulse_isFlat() {
        double[] samples = new double[400];
        samples[100] = 1;
        double[] ones = new double[400];
        Arrays.fill(ones, 1);
        double[] power = new double[257];
        fft.powerSpectrum(samples, ones, power);
        for (double value : power) {
            assertThat(value).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void powerSpectrum_silence_isExactlyZero() {
        double[] power = new double[257];
        Arrays.fill(power, 1);
        fft.powerSpectrum(new double[400], WINDOW, power);
        assertThat(power).containsOnly(0.0);
    }

    @Test
    void powerSpectrum_noise_isTheDefinitionInSinglePrecision() {
        double[] samples = new Random(5).doubles(400, -1, 1).toArray();
        double[] padded = new double[512];
        for (int n = 0; n < 400; n++) {
            padded[n] = samples[n] * WINDOW[n];
        }
        double[] power = new double[257];
        fft.powerSpectrum(samples, WINDOW, power);
        double largest = Math.sqrt(Arrays.stream(power).max().orElseThrow());
        for (int k = 0; k < 257; k++) {
            double[] bin = Definitions.dftBin(padded, new double[512], k);
            // Rounding of single precision: some units of 6e-8 of the largest magnitude.
            assertThat(Math.sqrt(power[k]))
                    .as("bin %d", k)
                    .isCloseTo(Math.hypot(bin[0], bin[1]), within(3e-7 * largest));
        }
    }

    @Test
    void powerSpectrum_afterAnotherFrame_doesNotDependOnIt() {
        double[] samples = new Random(6).doubles(400, -1, 1).toArray();
        double[] first = new double[257];
        double[] again = new double[257];
        fft.powerSpectrum(samples, WINDOW, first);
        fft.powerSpectrum(new Random(7).doubles(400, -1, 1).toArray(), WINDOW, again);
        fft.powerSpectrum(samples, WINDOW, again);
        assertThat(again).containsExactly(first);
    }

    @Test
    void binFrequenciesHz_speech_isEvery31Hz() {
        double[] frequenciesHz = Fft.binFrequenciesHz(512, 16_000);
        assertThat(frequenciesHz).hasSize(fft.bins());
        assertThat(frequenciesHz[0]).isZero();
        assertThat(frequenciesHz[1]).isEqualTo(31.25);
        assertThat(frequenciesHz[256]).isEqualTo(8000);
    }

    @ParameterizedTest
    @ValueSource(ints = {-8, 0, 2, 400})
    void construct_noPowerOfTwo_isRefused(int size) {
        assertThatThrownBy(() -> new Fft(size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a power of two of at least 4 but got " + size);
    }
}
