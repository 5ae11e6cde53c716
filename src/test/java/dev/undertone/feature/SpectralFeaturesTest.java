package dev.undertone.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SpectralFeaturesTest {

    private static final double[] HZ = {0, 100, 200, 300};

    @Test
    void centroidAndSpread_twoLines_areTheirMeanAndHalfDistance() {
        double[] lines = {0, 5, 0, 5};
        assertThat(SpectralCentroid.hz(lines, HZ)).isCloseTo(200, within(1e-9));
        assertThat(SpectralSpread.hz(lines, HZ, 200)).isCloseTo(100, within(1e-9));
    }

    @Test
    void centroidAndSpread_oneLine_areItsFrequencyAndZero() {
        double[] line = {0, 0, 0, 1e-3};
        assertThat(SpectralCentroid.hz(line, HZ)).isCloseTo(300, within(1e-9));
        assertThat(SpectralSpread.hz(line, HZ, 300)).isZero();
    }

    @Test
    void centroidAndSpread_silence_areZero() {
        assertThat(SpectralCentroid.hz(new double[4], HZ)).isZero();
        assertThat(SpectralSpread.hz(new double[4], HZ, 0)).isZero();
    }

    @Test
    void rolloff_flatSpectrum_isTheFirstBinBeyond90Percent() {
        double[] flat = new double[20];
        Arrays.fill(flat, 1);
        // 18 of 20 are 90 %, and it takes more than that: the 19th.
        assertThat(SpectralRolloff.bin(flat)).isEqualTo(18);
    }

    @Test
    void rolloff_oneLine_isItsBin() {
        assertThat(SpectralRolloff.bin(new double[] {0, 0, 3, 0})).isEqualTo(2);
        assertThat(SpectralRolloff.bin(new double[4])).isZero();
    }

    @Test
    void flux_lineThatMoves_isTwo() {
        SpectralFlux flux = new SpectralFlux(3);
        assertThat(flux.next(new double[] {1, 0, 0})).isZero();
        assertThat(flux.next(new double[] {0, 0, 7})).isCloseTo(2, within(1e-12));
        assertThat(flux.next(new double[] {0, 0, 700})).isCloseTo(0, within(1e-12));
        assertThat(flux.next(new double[] {0, 5, 5})).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void flux_afterReset_isThatOfAFirstFrame() {
        SpectralFlux flux = new SpectralFlux(2);
        flux.next(new double[] {1, 0});
        flux.reset();
        assertThat(flux.next(new double[] {0, 1})).isZero();
        assertThat(flux.next(new double[] {1, 0})).isCloseTo(2, within(1e-12));
    }

    @Test
    void entropy_evenBlocks_isLog2Of10() {
        double[] even = new double[400];
        Arrays.fill(even, 0.3);
        assertThat(BlockEntropy.of(even)).isCloseTo(Math.log(10) / Math.log(2), within(1e-9));
    }

    @Test
    void entropy_twoOfTenBlocks_isOneBit() {
        double[] values = new double[257];
        values[0] = 1;
        values[249] = -1;
        assertThat(BlockEntropy.of(values)).isCloseTo(1, within(1e-9));
    }

    @Test
    void entropy_valuesBeyondTheLastBlock_countInTheTotalOnly() {
        double[] values = new double[257];
        values[10] = 1;
        values[256] = 1;
        // One block with half of the energy: -0.5 log2 0.5.
        assertThat(BlockEntropy.of(values)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void entropy_silence_isZero() {
        assertThat(BlockEntropy.of(new double[400])).isZero();
    }
}
