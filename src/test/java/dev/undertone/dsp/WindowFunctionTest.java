package dev.undertone.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WindowFunctionTest {

    @Test
    void hamming_fivePoints_hasKnownValues() {
        // 0.54 - 0.46 cos(0, pi/2, pi, 3 pi/2, 2 pi)
        assertThat(WindowFunction.hamming(5))
                .containsExactly(new double[] {0.08, 0.54, 1.0, 0.54, 0.08}, within(1e-15));
    }

    @Test
    void hamming_frameLength_isSymmetric() {
        double[] window = WindowFunction.hamming(400);
        for (int n = 0; n < 400; n++) {
            assertThat(window[n]).isCloseTo(window[399 - n], within(1e-13));
        }
    }

    @Test
    void hamming_onePoint_isRefused() {
        assertThatThrownBy(() -> WindowFunction.hamming(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a length of at least 2 but got 1");
    }
}
