package dev.undertone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SeedSpreadTest {

    /** Mean 0.75, squares 0.0004 + 0 + 0.0004, over n - 1 = 2. */
    @Test
    void of_threeSeeds_isMeanAndSampleDeviation() {
        SeedSpread spread = SeedSpread.of(new double[] {0.73, 0.75, 0.77});
        assertThat(spread.mean()).isCloseTo(0.75, within(1e-12));
        assertThat(spread.standardDeviation()).isCloseTo(0.02, within(1e-12));
    }

    @Test
    void of_oneSeed_hasNoDeviation() {
        assertThat(SeedSpread.of(new double[] {0.7})).isEqualTo(new SeedSpread(0.7, 0));
    }

    @Test
    void of_noSeed_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SeedSpread.of(new double[0]));
    }
}
