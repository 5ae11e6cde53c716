package dev.undertone.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PreEmphasisTest {

    @Test
    void apply_ramp_isTheFilterOfIt() {
        double[] emphasised = new double[4];
        PreEmphasis.apply(new double[] {10, 20, 30, 40}, 0.97, emphasised);
        assertThat(emphasised).containsExactly(new double[] {0.3, 10.3, 10.6, 10.9}, within(1e-13));
    }

    @Test
    void apply_constant_leavesItsShare() {
        double[] emphasised = new double[3];
        PreEmphasis.apply(new double[] {5, 5, 5}, 0.9, emphasised);
        for (double value : emphasised) {
            assertThat(value).isCloseTo(0.5, within(1e-13));
        }
    }
}
