package dev.undertone.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSpectralPairsTest {

    /** By hand for p = 2: P gives cos w = (1 - a_1 - a_2) / 2, Q gives cos w = -(1 + a_1 - a_2) / 2. */
    @Test
    void compute_order2_isTheClosedForm() {
        double[] frequencies = new double[2];
        new LineSpectralPairs(2).compute(new double[] {1, -1.2, 0.8}, frequencies);
        assertThat(frequencies[0]).isCloseTo(Math.acos((1 + 1.2 - 0.8) / 2), within(1e-12));
        assertThat(frequencies[1]).isCloseTo(Math.acos(-(1 - 1.2 - 0.8) / 2), within(1e-12));
    }

    /** A = 1: P = 1 + z^-(p+1), Q = 1 - z^-(p+1), whose roots divide the half circle evenly. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 10, 16})
    void compute_whiteSpectrum_dividesTheHalfCircleEvenly(int order) {
        double[] predictor = new double[order + 1];
        predictor[0] = 1;
        double[] frequencies = new double[order];
        new LineSpectralPairs(order).compute(predictor, frequencies);
        for (int i = 0; i < order; i++) {
            assertThat(frequencies[i]).isCloseTo(Math.PI * (i + 1) / (order + 1), within(1e-9));
        }
    }

    /** An AR(8) process with poles as speech has them: formants at 500, 1500, 2500, 3500 Hz at 11 kHz. */
    @Test
    void compute_knownAr8_givesRootsOfItsSumAndDifference() {
        double[] predictor = {1};
        for (double hz : new double[] {500, 1500, 2500, 3500}) {
            double angle = 2 * Math.PI * hz / 11_000;
            predictor =
                    multiply(predictor, new double[] {1, -2 * 0.95 * Math.cos(angle), 0.95 * 0.95});
        }
        double[] frequencies = new double[8];
        new LineSpectralPairs(8).compute(predictor, frequencies);
        assertAreTheRoots(predictor, frequencies, 1e-9);
        for (int formant = 0; formant < 4; formant++) {
            double angle = 2 * Math.PI * (500 + 1000 * formant) / 11_000;
            assertThat(angle)
                    .as("the pair around formant %d", formant)
                    .isBetween(
                            frequencies[2 * formant] - 0.05, frequencies[2 * formant + 1] + 0.05);
        }
    }

    @RepeatedTest(50)
    void compute_predictorOfRandomSignal_alternatesAndGivesItBack(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        double[] signal = random.doubles(80, -1, 1).toArray();
        double[] predictor = new double[9];
        new LevinsonDurbin(8).solve(LevinsonDurbinTest.autocorrelation(signal, 8), predictor);
        double[] frequencies = new double[8];
        new LineSpectralPairs(8).compute(predictor, frequencies);
        assertThat(frequencies).isSorted();
        assertThat(frequencies[0]).isPositive();
        assertThat(frequencies[7]).isLessThan(Math.PI);
        assertAreTheRoots(predictor, frequencies, 1e-9);
        double[] again = predictorOf(frequencies);
        for (int i = 0; i <= 8; i++) {
            assertThat(again[i]).as("a_%d", i).isCloseTo(predictor[i], within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, -2})
    void new_orderNotPositiveAndEven_isRefused(int order) {
        assertThatIllegalArgumentException().isThrownBy(() -> new LineSpectralPairs(order));
    }

    /** P vanishes at the 1st, 3rd .. frequency, Q at the others: |A(z) +- z^-9 A(1/z)| by complex arithmetic. */
    private static void assertAreTheRoots(
            double[] predictor, double[] frequencies, double tolerance) {
        for (int i = 0; i < frequencies.length; i++) {
            int sign = i % 2 == 0 ? 1 : -1;
            double re = 0;
            double im = 0;
            for (int k = 0; k <= frequencies.length + 1; k++) {
                double here = k < predictor.length ? predictor[k] : 0;
                double mirrored = k > 0 ? predictor[predictor.length - k] : 0;
                re += (here + sign * mirrored) * Math.cos(k * frequencies[i]);
                im -= (here + sign * mirrored) * Math.sin(k * frequencies[i]);
            }
            assertThat(Math.hypot(re, im)).as("frequency %d", i).isLessThan(tolerance);
        }
    }

    /** A = (P + Q) / 2 from the products of their quadratic factors 1 - 2 cos w z^-1 + z^-2. */
    private static double[] predictorOf(double[] frequencies) {
        double[] sum = {1, 1};
        double[] difference = {1, -1};
        for (int i = 0; i < frequencies.length; i += 2) {
            sum = multiply(sum, new double[] {1, -2 * Math.cos(frequencies[i]), 1});
            difference =
                    multiply(difference, new double[] {1, -2 * Math.cos(frequencies[i + 1]), 1});
        }
        double[] predictor = new double[frequencies.length + 1];
        for (int i = 0; i < predictor.length; i++) {
            predictor[i] = (sum[i] + difference[i]) / 2;
        }
        return predictor;
    }

    private static double[] multiply(double[] left, double[] right) {
        double[] product = new double[left.length + right.length - 1];
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < right.length; j++) {
                product[i + j] += left[i] * right[j];
            }
        }
        return product;
    }
}
