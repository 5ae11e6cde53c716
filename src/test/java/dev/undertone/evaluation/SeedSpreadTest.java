package dev.undertone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SeedSpreadTest {

    /** Mean 0.75, squares 0.0004 + 0 + 0.0004, over n - 1 = 2. */
    @Test
    void of_threeSeeds_isMeanAndSampleDeviation() {
        SeedSpread spread = SeedSpread.of(new double[] {0.73, 0.75, 0.77});
        assertThat(spread.mean()).isCloseTo(0.75, within(1e-12));
        assertThat(spread.standardDeviation().orElseThrow()).isCloseTo(0.02, within(1e-12));
        assertThat(spread.deviationText()).isEqualTo("0.020");
    }

    @Test
    void of_oneSeed_hasNoDeviation() {
        SeedSpread spread = SeedSpread.of(new double[] {0.7});
        assertThat(spread).isEqualTo(new SeedSpread(0.7, OptionalDouble.empty()));
        assertThat(spread.deviationText()).isEqualTo("-");
    }

    @Test
    void of_noSeed_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SeedSpread.of(new double[0]));
    }
}
