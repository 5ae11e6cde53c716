package dev.undertone.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LevinsonDurbinTest {

    /** x[n] = 1.2 x[n-1] - 0.8 x[n-2] + e[n]: r[1] / r[0] = 1.2 / 1.8 and r[2] = 1.2 r[1] - 0.8 r[0] (Yule and Walker). */
    @Test
    void solve_autocorrelationOfAr2_givesItsCoefficients() {
        double first = 1.2 / 1.8;
        double second = 1.2 * first - 0.8;
        double third = 1.2 * second - 0.8 * first;
        double fourth = 1.2 * third - 0.8 * second;
        double[] predictor = new double[5];
        double energy =
                new LevinsonDurbin(4)
                        .solve(new double[] {1, first, second, third, fourth}, predictor);
        double[] expected = {1, -1.2, 0.8, 0, 0};
        for (int i = 0; i < 5; i++) {
            assertThat(predictor[i]).isCloseTo(expected[i], within(1e-12));
        }
        assertThat(energy).isCloseTo(1 - 1.2 * first + 0.8 * second, within(1e-12));
    }

    /** The normal equations sum_j a_j r[|i-j|] = 0, i = 1 .. p, and the energy as their row 0. */
    @RepeatedTest(20)
    void solve_randomSignal_meetsTheNormalEquations(RepetitionInfo repetition) {
        double[] signal =
                new Random(repetition.getCurrentRepetition()).doubles(60, -1, 1).toArray();
        double[] r = autocorrelation(signal, 8);
        double[] predictor = new double[9];
        double energy = new LevinsonDurbin(8).solve(r, predictor);
        for (int i = 0; i <= 8; i++) {
            double row = 0;
            for (int j = 0; j <= 8; j++) {
                row += predictor[j] * r[Math.abs(i - j)];
            }
            assertThat(row).as("row %d", i).isCloseTo(i == 0 ? energy : 0, within(1e-12 * r[0]));
        }
    }

    @Test
    void solve_silence_predictsNothing() {
        double[] predictor = {9, 9, 9};
        assertThat(new LevinsonDurbin(2).solve(new double[3], predictor)).isZero();
        assertThat(predictor).containsExactly(1, 0, 0);
    }

    @Test
    void solve_endlessConstant_endsBeforeTheRootOnTheCircle() {
        double[] predictor = new double[4];
        assertThat(new LevinsonDurbin(3).solve(new double[] {2, 2, 2, 2}, predictor)).isEqualTo(2);
        assertThat(predictor).containsExactly(1, 0, 0, 0);
    }

    @Test
    void new_orderZero_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LevinsonDurbin(0));
    }

    static double[] autocorrelation(double[] signal, int maxLag) {
        double[] r = new double[maxLag + 1];
        for (int lag = 0; lag <= maxLag; lag++) {
            for (int n = lag; n < signal.length; n++) {
                r[lag] += signal[n] * signal[n - lag];
            }
        }
        return r;
    }
}
