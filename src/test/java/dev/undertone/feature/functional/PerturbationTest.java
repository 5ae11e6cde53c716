package dev.undertone.feature.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PerturbationTest {

    @Test
    void local_alternatingPeriods_isTheirDifferenceOverTheMean() {
        assertThat(Perturbation.local(new double[] {98, 102, 98, 102}, 4))
                .isCloseTo(4 / 100.0, within(1e-12));
    }

    @Test
    void local_growingPeriods_isTheirStepOverTheMean() {
        assertThat(Perturbation.local(new double[] {96, 98, 100, 102, 104}, 5))
                .isCloseTo(2 / 100.0, within(1e-12));
    }

    @Test
    void ddp_growingPeriods_isZero() {
        assertThat(Perturbation.ddp(new double[] {96, 98, 100, 102, 104}, 5)).isZero();
    }

    @Test
    void ddp_alternatingPeriods_isTwiceTheLocal() {
        assertThat(Perturbation.ddp(new double[] {98, 102, 98, 102}, 4))
                .isCloseTo(8 / 100.0, within(1e-12));
    }

    @Test
    void both_wildValues_areAtMostOne() {
        assertThat(Perturbation.local(new double[] {1, 0, 0}, 3)).isEqualTo(1);
        assertThat(Perturbation.ddp(new double[] {1, 0, 1}, 3)).isEqualTo(1);
    }

    @Test
    void both_zeros_areZero() {
        assertThat(Perturbation.local(new double[3], 3)).isZero();
        assertThat(Perturbation.ddp(new double[3], 3)).isZero();
    }
}
