package dev.undertone.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandNoiseTest {

    private static final int PERIOD = 4096;
    private static final int RATE_HZ = 16_000;
    private static final double[] EDGES_HZ = {0, 500, 2000, 8000};
    private static final double[] DECIBELS = {-10, -40, -20};

    private final double[] noise = BandNoise.period(PERIOD, RATE_HZ, EDGES_HZ, DECIBELS, 7);

    @ParameterizedTest
    @CsvSource({"0, 500, -10", "500, 2000, -40", "2000, 8000, -20"})
    void period_band_hasItsLevel(double fromHz, double toHz, double decibels) {
        double[] rectangle = new double[PERIOD];
        Arrays.fill(rectangle, 1);
        DoubleFft fft = new DoubleFft(PERIOD);
        double[] power = new double[fft.bins()];
        fft.powerSpectrum(noise, rectangle, power);
        double sum = 0;
        for (int k = 1; k < power.length; k++) {
            double hz = (double) k * RATE_HZ / PERIOD;
            sum += hz >= fromHz && hz < toHz ? 2 * power[k] / PERIOD / PERIOD : 0;
        }
        assertThat(10 * Math.log10(sum)).isCloseTo(decibels, within(1e-9));
    }

    @Test
    void period_ofManyCosines_isAsHighAsGaussianNoise() {
        double power = Arrays.stream(noise).map(x -> x * x).average().orElseThrow();
        double fourth = Arrays.stream(noise).map(x -> x * x * x * x).average().orElseThrow();
        assertThat(Arrays.stream(noise).average().orElseThrow()).isCloseTo(0, within(1e-12));
        assertThat(fourth / power / power).as("kurtosis").isCloseTo(3, within(0.3));
    }

    @Test
    void period_seed_saysWhichNoise() {
        assertThat(BandNoise.period(PERIOD, RATE_HZ, EDGES_HZ, DECIBELS, 7)).isEqualTo(noise);
        assertThat(BandNoise.period(PERIOD, RATE_HZ, EDGES_HZ, DECIBELS, 8)).isNotEqualTo(noise);
    }

    @Test
    void period_bandWithoutFrequency_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                BandNoise.period(
                                        64,
                                        RATE_HZ,
                                        new double[] {0, 100, 8000},
                                        new double[] {0, 0},
                                        1))
                .withMessage("expected wider bands than the one from 0.0 to 100.0 Hz");
    }
}
