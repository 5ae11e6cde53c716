package dev.undertone.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TemporalFeaturesTest {

    @Test
    void zeroCrossingRate_everyStep_isOne() {
        assertThat(ZeroCrossingRate.of(new double[] {1, -1, 1, -1, 1})).isEqualTo(1);
    }

    @Test
    void zeroCrossingRate_throughZero_countsHalvesThatMakeOne() {
        assertThat(ZeroCrossingRate.of(new double[] {1, 0, -1, -1, -1})).isEqualTo(0.25);
        assertThat(ZeroCrossingRate.of(new double[] {1, 0, 0, 0, 0})).isEqualTo(0.125);
    }

    @Test
    void zeroCrossingRate_silenceAndOneSign_areZero() {
        assertThat(ZeroCrossingRate.of(new double[5])).isZero();
        assertThat(ZeroCrossingRate.of(new double[] {0.1, 5, 2})).isZero();
        assertThat(ZeroCrossingRate.of(new double[] {0.0, -0.0, 0.0})).isZero();
    }

    @Test
    void energy_doubleGain_isFourTimes() {
        assertThat(Energy.of(new double[] {1, -2, 3})).isCloseTo(14 / 3.0, within(1e-15));
        assertThat(Energy.of(new double[] {2, -4, 6})).isCloseTo(4 * 14 / 3.0, within(1e-14));
        assertThat(Energy.of(new double[5])).isZero();
    }

    @Test
    void subtractMean_inPlace_leavesNoMeanAndTellsThePeak() {
        double[] values = {1, 2, 6};
        assertThat(Centring.subtractMean(values, values)).isEqualTo(3);
        assertThat(values).containsExactly(-2, -1, 3);
        assertThat(Centring.subtractMean(new double[] {5, 5, -4}, values)).isEqualTo(6);
    }

    @Test
    void subtractMean_constantOfSinglePrecision_isExactlyZero() {
        double[] values = new double[640];
        Arrays.fill(values, 0.1f);
        assertThat(Centring.subtractMean(values, values)).isZero();
    }
}
