package dev.undertone.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutocorrelationTest {

    private final Autocorrelation speech = new Autocorrelation(640, 266);

    @ParameterizedTest
    @CsvSource({"640, 266", "640, 0", "640, 639", "641, 266", "7, 3", "2, 1", "1, 0", "512, 511"})
    void compute_noise_isTheDefinition(int length, int maxLag) {
        double[] h = new Random(length).doubles(length, -1, 1).toArray();
        assertIsDefinition(h, maxLag);
    }

    @Test
    void compute_loudInTheMiddleOnly_isTheDefinition() {
        double[] h = new double[640];
        for (int n = 300; n < 340; n++) {
            h[n] = Math.sin(n);
        }
        assertIsDefinition(h, 266);
    }

    @Test
    void compute_silentHalf_isTheDefinitionAndZeroWhereItIsSilent() {
        double[] h = new double[640];
        for (int n = 400; n < 640; n++) {
            h[n] = Math.sin(0.1 * n);
        }
        assertIsDefinition(h, 266);
        double[] rho = new double[267];
        speech.compute(h, rho);
        // The head of lag 240 is h[0] .. h[399], all silent.
        assertThat(Arrays.copyOfRange(rho, 240, 267)).containsOnly(0.0);
        assertThat(rho[239]).isNotZero();
    }

    private static void assertIsDefinition(double[] h, int maxLag) {
        double[] rho = new double[maxLag + 1];
        new Autocorrelation(h.length, maxLag).compute(h, rho);
        for (int lag = 0; lag <= maxLag; lag++) {
            assertThat(rho[lag])
                    .as("lag %d", lag)
                    .isCloseTo(Definitions.autocorrelation(h, lag), within(1e-12));
        }
    }

    @Test
    void compute_period_isOneAtThePeriodAndMinusOneAtHalfOfIt() {
        double[] h = new double[640];
        for (int n = 0; n < h.length; n++) {
            h[n] = Math.sin(2 * Math.PI * n / 80);
        }
        double[] rho = new double[267];
        speech.compute(h, rho);
        assertThat(rho[0]).isCloseTo(1, within(1e-12));
        assertThat(rho[80]).isCloseTo(1, within(1e-12));
        assertThat(rho[40]).isCloseTo(-1, within(1e-12));
    }

    @Test
    void compute_silenceAfterSound_isZero() {
        double[] rho = new double[267];
        speech.compute(new Random(1).doubles(640).toArray(), rho);
        speech.compute(new double[640], rho);
        assertThat(rho).containsOnly(0.0);
    }

    @Test
    void compute_otherGain_isTheSame() {
        double[] h = new Random(2).doubles(640, -1, 1).toArray();
        double[] loud = new double[267];
        double[] quiet = new double[267];
        speech.compute(h, loud);
        speech.compute(Arrays.stream(h).map(v -> v * 0x1p-10).toArray(), quiet);
        assertThat(quiet).containsExactly(loud, within(1e-14));
    }

    @Test
    void construct_lagOutsideSegment_isRefused() {
        assertThatThrownBy(() -> new Autocorrelation(640, 640))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a lag below 640 but got 640");
        assertThatThrownBy(() -> new Autocorrelation(640, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
