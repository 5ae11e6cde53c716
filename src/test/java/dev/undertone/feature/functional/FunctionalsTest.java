package dev.undertone.feature.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Against answers by hand. */
class FunctionalsTest {

    private static final double ROUNDING = 1e-6;

    @Test
    void compute_ramp_isTheClosedForm() {
        Map<Functional, Double> results = compute(0, 1, 2, 3, 4);
        assertResult(results, Functional.MAX_POS, 0.8);
        assertResult(results, Functional.MIN_POS, 0);
        assertResult(results, Functional.AMEAN, 2);
        assertResult(results, Functional.LINREG_C1, 1);
        assertResult(results, Functional.LINREG_C2, 0);
        assertResult(results, Functional.LINREG_ERR_A, 0);
        assertResult(results, Functional.LINREG_ERR_Q, 0);
        assertResult(results, Functional.STDDEV, Math.sqrt(2));
        assertResult(results, Functional.SKEWNESS, 0);
        assertResult(results, Functional.KURTOSIS, 1.7);
        assertResult(results, Functional.QUARTILE_1, 1);
        assertResult(results, Functional.QUARTILE_2, 2);
        assertResult(results, Functional.QUARTILE_3, 3);
        assertResult(results, Functional.PERCENTILE_1, 0.04);
        assertResult(results, Functional.PERCENTILE_99, 3.96);
        assertResult(results, Functional.PERCENTILE_RANGE, 3.92);
        assertResult(results, Functional.UPLEVEL_TIME_75, 0.2);
        assertResult(results, Functional.UPLEVEL_TIME_90, 0.2);
    }

    /** Moments by the raw moments 31/8, 173/8, 1171/8 and 8837/8; the line by its normal equations, y = 2 + 15/28 i. */
    @Test
    void compute_smallSeries_isWhatHandsFind() {
        Map<Functional, Double> results = compute(3, 1, 4, 1, 5, 9, 2, 6);
        double mean = 31 / 8.0;
        double variance = 173 / 8.0 - mean * mean;
        double third = 1171 / 8.0 - 3 * mean * 173 / 8.0 + 2 * Math.pow(mean, 3);
        double fourth =
                8837 / 8.0
                        - 4 * mean * 1171 / 8.0
                        + 6 * mean * mean * 173 / 8.0
                        - 3 * Math.pow(mean, 4);
        assertResult(results, Functional.MAX_POS, 5 / 8.0);
        assertResult(results, Functional.MIN_POS, 1 / 8.0);
        assertResult(results, Functional.AMEAN, mean);
        assertResult(results, Functional.LINREG_C1, 15 / 28.0);
        assertResult(results, Functional.LINREG_C2, 2);
        assertResult(results, Functional.LINREG_ERR_A, 103 / 56.0);
        assertResult(results, Functional.LINREG_ERR_Q, variance - 15 / 28.0 * 22.5 / 8);
        assertResult(results, Functional.STDDEV, Math.sqrt(variance));
        assertResult(results, Functional.SKEWNESS, third / Math.pow(variance, 1.5));
        assertResult(results, Functional.KURTOSIS, fourth / variance / variance);
        assertResult(results, Functional.QUARTILE_1, 1.75);
        assertResult(results, Functional.QUARTILE_2, 3.5);
        assertResult(results, Functional.QUARTILE_3, 5.25);
        assertResult(results, Functional.IQR_1_2, 1.75);
        assertResult(results, Functional.IQR_2_3, 1.75);
        assertResult(results, Functional.IQR_1_3, 3.5);
        assertResult(results, Functional.PERCENTILE_1, 1);
        assertResult(results, Functional.PERCENTILE_99, 8.79);
        assertResult(results, Functional.PERCENTILE_RANGE, 7.79);
        assertResult(results, Functional.UPLEVEL_TIME_75, 1 / 8.0);
        assertResult(results, Functional.UPLEVEL_TIME_90, 1 / 8.0);
    }

    /** Over whole periods: deviation 1/sqrt 2, kurtosis (3/8) / (1/4); above 0.5 and 0.8 for acos of these / pi. */
    @Test
    void compute_sine_hasItsMomentsAndTimes() {
        double[] sine = new double[10_000];
        for (int i = 0; i < sine.length; i++) {
            sine[i] = Math.sin(2 * Math.PI * 5 * (i + 0.5) / sine.length);
        }
        Map<Functional, Double> results = compute(sine);
        assertResult(results, Functional.STDDEV, Math.sqrt(0.5));
        assertResult(results, Functional.SKEWNESS, 0);
        assertResult(results, Functional.KURTOSIS, 1.5);
        double above = results.get(Functional.UPLEVEL_TIME_75);
        assertThat(above).isCloseTo(Math.acos(0.5) / Math.PI, within(1e-3));
        double highAbove = results.get(Functional.UPLEVEL_TIME_90);
        assertThat(highAbove).isCloseTo(Math.acos(0.8) / Math.PI, within(1e-3));
    }

    @Test
    void compute_nothing_isAllZero() {
        assertThat(compute().values()).hasSize(21).containsOnly(0.0);
    }

    @Test
    void compute_oneValue_hasNoSpread() {
        Map<Functional, Double> results = compute(-7);
        for (Map.Entry<Functional, Double> result : results.entrySet()) {
            boolean level =
                    switch (result.getKey()) {
                        case AMEAN,
                                LINREG_C2,
                                QUARTILE_1,
                                QUARTILE_2,
                                QUARTILE_3,
                                PERCENTILE_1,
                                PERCENTILE_99 ->
                                true;
                        default -> false;
                    };
            assertThat(result.getValue()).as(result.getKey().label()).isEqualTo(level ? -7 : 0);
        }
    }

    /** 0.1 is no binary fraction: the mean is off by rounding, and moments over it must not blow up. */
    @Test
    void compute_constant_hasNoSkewnessNorKurtosis() {
        Map<Functional, Double> results =
                compute(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1);
        assertResult(results, Functional.AMEAN, 0.1);
        assertResult(results, Functional.STDDEV, 0);
        assertThat(results.get(Functional.SKEWNESS)).isZero();
        assertThat(results.get(Functional.KURTOSIS)).isZero();
        assertThat(results.get(Functional.UPLEVEL_TIME_75)).isZero();
        assertThat(results.get(Functional.MAX_POS)).isZero();
        assertThat(results.get(Functional.MIN_POS)).isZero();
    }

    @Test
    void compute_extremeTwice_findsTheFirst() {
        Map<Functional, Double> results = compute(2, 8, 1, 8, 1);
        assertResult(results, Functional.MAX_POS, 0.2);
        assertResult(results, Functional.MIN_POS, 0.4);
    }

    /** y -> 3 y + 5: places stay, levels follow, spreads scale. */
    @RepeatedTest(10)
    void compute_scaledAndShifted_follows(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        double[] y = random.doubles(2 + random.nextInt(60), -1, 1).toArray();
        double[] moved = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            moved[i] = 3 * y[i] + 5;
        }
        Map<Functional, Double> before = compute(y);
        Map<Functional, Double> after = compute(moved);
        for (Functional functional : Functional.values()) {
            double value = before.get(functional);
            double expected =
                    switch (functional) {
                        case MAX_POS,
                                MIN_POS,
                                SKEWNESS,
                                KURTOSIS,
                                UPLEVEL_TIME_75,
                                UPLEVEL_TIME_90 ->
                                value;
                        case AMEAN,
                                LINREG_C2,
                                QUARTILE_1,
                                QUARTILE_2,
                                QUARTILE_3,
                                PERCENTILE_1,
                                PERCENTILE_99 ->
                                3 * value + 5;
                        case LINREG_ERR_Q -> 9 * value;
                        default -> 3 * value;
                    };
            assertThat(after.get(functional))
                    .as(functional.label())
                    .isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void compute_subset_isWrittenInOrderAtTheOffset() {
        double[] series = {3, 1, 4, 1, 5, 9, 2, 6, 99};
        float[] all = new float[21];
        new Functionals(Functional.ALL).compute(series, 8, all, 0);
        float[] voice = new float[25];
        Functionals functionals = new Functionals(Functional.VOICE);
        functionals.compute(series, 8, voice, 4);
        assertThat(functionals.count()).isEqualTo(19);
        int slot = 4;
        for (Functional functional : Functional.values()) {
            boolean left =
                    functional == Functional.PERCENTILE_1
                            || functional == Functional.PERCENTILE_RANGE;
            if (!left) {
                assertThat(voice[slot++]).isEqualTo(all[functional.ordinal()]);
            }
        }
        assertThat(slot).isEqualTo(23);
        assertThat(voice).startsWith(0, 0, 0, 0).endsWith(0, 0);
    }

    private static void assertResult(
            Map<Functional, Double> results, Functional functional, double expected) {
        assertThat(results.get(functional))
                .as(functional.label())
                .isCloseTo(expected, within(ROUNDING * (1 + Math.abs(expected))));
    }

    private static Map<Functional, Double> compute(double... series) {
        float[] output = new float[21];
        new Functionals(Functional.ALL).compute(series, series.length, output, 0);
        Map<Functional, Double> results = new EnumMap<>(Functional.class);
        for (Functional functional : Functional.values()) {
            results.put(functional, (double) output[functional.ordinal()]);
        }
        return results;
    }
}
