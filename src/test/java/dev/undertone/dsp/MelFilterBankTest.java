package dev.undertone.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MelFilterBankTest {

    private static final double[] BINS = Fft.binFrequenciesHz(512, 16_000);

    private final MelFilterBank bank = new MelFilterBank(26, 20, 8000, BINS);

    @Test
    void mel_ofKnownFrequencies_isOShaughnessys() {
        assertThat(MelFilterBank.mel(0)).isZero();
        assertThat(MelFilterBank.mel(700)).isCloseTo(1127 * Math.log(2), within(1e-9));
        // 1127 and 700 were chosen so that 1000 Hz is about 1000 mel.
        assertThat(MelFilterBank.mel(1000)).isCloseTo(1000, within(0.02));
    }

    @Test
    void apply_binAtPeak_hasWeightOne() {
        double stepMel = (MelFilterBank.mel(4000) - MelFilterBank.mel(100)) / 4;
        double peakHz = 700 * Math.expm1((MelFilterBank.mel(100) + 2 * stepMel) / 1127);
        MelFilterBank three = new MelFilterBank(3, 100, 4000, new double[] {50, peakHz, 6000});
        double[] energies = new double[3];
        three.apply(new double[] {7, 1, 7}, energies);
        assertThat(energies).containsExactly(new double[] {0, 1, 0}, within(1e-12));
    }

    @Test
    void apply_oneBinBetweenFirstAndLastPeak_sharesItsPowerWithoutLoss() {
        double[] energies = new double[26];
        // From the first peak (65 Hz) to the last (7260 Hz) two neighbours overlap, and their
        // weights sum to 1.
        for (int k = 3; k <= 230; k++) {
            double[] power = new double[257];
            power[k] = 2;
            bank.apply(power, energies);
            assertThat(sum(energies)).as("bin %d", k).isCloseTo(2, within(1e-12));
        }
    }

    @Test
    void apply_edges_areOutside() {
        double[] power = new double[257];
        power[0] = 1;
        power[256] = 1;
        double[] energies = new double[26];
        bank.apply(power, energies);
        assertThat(sum(energies)).isCloseTo(0, within(1e-12));
    }

    @Test
    void apply_flatSpectrum_widensWithFrequency() {
        double[] power = new double[257];
        Arrays.fill(power, 1);
        double[] energies = new double[26];
        bank.apply(power, energies);
        assertThat(energies[0]).isPositive();
        // Area of a triangle in bins: half its width in Hz over 31.25 Hz; sampling blurs the narrow
        // ones.
        for (int i = 12; i < 25; i++) {
            assertThat(energies[i + 1]).as("filter %d", i + 1).isGreaterThan(energies[i]);
        }
    }

    @Test
    void filters_isTheNumberAskedFor() {
        assertThat(bank.filters()).isEqualTo(26);
    }

    @Test
    void construct_edgesOutOfOrder_isRefused() {
        assertThatThrownBy(() -> new MelFilterBank(26, 8000, 20, BINS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MelFilterBank(26, -1, 20, BINS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MelFilterBank(0, 20, 8000, BINS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 0 over");
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }
}
