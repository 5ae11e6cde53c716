package dev.undertone.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SumsTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 257, 400})
    void of_anyLength_isThePlainLoop(int length) {
        double[] values = new Random(length).doubles(length, -1, 1).toArray();
        double expected = 0;
        for (double value : values) {
            expected += value;
        }
        assertThat(Sums.of(values)).isCloseTo(expected, within(1e-13));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 25, 257})
    void ofSquares_anyRange_isThePlainLoop(int length) {
        double[] values = new Random(length).doubles(length + 10, -1, 1).toArray();
        double expected = 0;
        for (int i = 3; i < 3 + length; i++) {
            expected += values[i] * values[i];
        }
        assertThat(Sums.ofSquares(values, 3, 3 + length)).isCloseTo(expected, within(1e-13));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 25, 257})
    void ofProducts_anyRanges_isThePlainLoop(int length) {
        double[] left = new Random(length).doubles(length + 10, -1, 1).toArray();
        double[] right = new Random(-length).doubles(length + 10, -1, 1).toArray();
        double expected = 0;
        for (int i = 0; i < length; i++) {
            expected += left[3 + i] * right[5 + i];
        }
        assertThat(Sums.ofProducts(left, 3, right, 5, length)).isCloseTo(expected, within(1e-13));
    }
}
