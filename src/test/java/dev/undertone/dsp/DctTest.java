package dev.undertone.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DctTest {

    @Test
    void apply_ramp_hasKnownValues() {
        double[] coefficients = new double[4];
        new Dct(4, 4).apply(new double[] {1, 2, 3, 4}, coefficients);
        // By hand: c1 = sqrt(1/2) (-3 cos(pi/8) - cos(3 pi/8)), c3 = sqrt(1/2) (-3 cos(3 pi/8) +
        // cos(pi/8)).
        double c = Math.cos(Math.PI / 8);
        double s = Math.sin(Math.PI / 8);
        assertThat(coefficients)
                .containsExactly(
                        new double[] {
                            5, Math.sqrt(0.5) * (-3 * c - s), 0, Math.sqrt(0.5) * (c - 3 * s)
                        },
                        within(1e-14));
    }

    @Test
    void apply_constant_isInTheFirstCoefficientOnly() {
        double[] values = new double[26];
        Arrays.fill(values, -23);
        double[] coefficients = new double[13];
        new Dct(26, 13).apply(values, coefficients);
        assertThat(coefficients[0]).isCloseTo(-23 * Math.sqrt(26), within(1e-12));
        for (int k = 1; k < 13; k++) {
            assertThat(coefficients[k]).isCloseTo(0, within(1e-12));
        }
    }

    @Test
    void apply_allCoefficients_keepsTheNorm() {
        double[] values = new Random(3).doubles(26, -1, 1).toArray();
        double[] coefficients = new double[26];
        new Dct(26, 26).apply(values, coefficients);
        assertThat(Sums.ofSquares(coefficients, 0, 26))
                .isCloseTo(Sums.ofSquares(values, 0, 26), within(1e-12));
    }

    @Test
    void construct_moreCoefficientsThanInputs_isRefused() {
        assertThatThrownBy(() -> new Dct(4, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 1 to 4 coefficients but got 5");
        assertThatThrownBy(() -> new Dct(4, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
