package dev.undertone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.WilcoxonSignedRankTest;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SignedRankTestTest {

    private static double pValue(double... differences) {
        return SignedRankTest.pValue(DoubleStream.of(differences).boxed().toList());
    }

    /** Counts all 2^n signs: the definition, for few differences. */
    private static double byEnumeration(List<Double> differences) {
        double[] sizes = differences.stream().filter(d -> d != 0).mapToDouble(Math::abs).toArray();
        double[] signed = differences.stream().filter(d -> d != 0).mapToDouble(d -> d).toArray();
        if (sizes.length == 0) {
            return 1;
        }
        double[] ranks = new NaturalRanking().rank(sizes);
        double mean = DoubleStream.of(ranks).sum() / 2;
        double seen =
                IntStream.range(0, ranks.length)
                        .filter(i -> signed[i] > 0)
                        .mapToDouble(i -> ranks[i])
                        .sum();
        int asFar = 0;
        for (int signs = 0; signs < 1 << ranks.length; signs++) {
            double sum = 0;
            for (int i = 0; i < ranks.length; i++) {
                sum += (signs >> i & 1) * ranks[i];
            }
            asFar += Math.abs(sum - mean) >= Math.abs(seen - mean) ? 1 : 0;
        }
        return (double) asFar / (1 << ranks.length);
    }

    @Test
    void pValue_darwinsMaize_isThatOfScipy() {
        // scipy 1.17.1: wilcoxon([49, -67, 8, ...], mode="exact"); the data of Fisher (1935),
        // chapter 3
        assertThat(pValue(49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48))
                .isCloseTo(0.041259765625, within(1e-15));
    }

    @Test
    void pValue_sixtyPairs_isThatOfScipy() {
        // scipy 1.17.1: wilcoxon([((i*37)%101-40)/100 + i*1e-4 for i in range(60)], mode="exact")
        double[] differences =
                IntStream.range(0, 60)
                        .mapToDouble(i -> (i * 37 % 101 - 40) / 100.0 + i * 1e-4)
                        .toArray();

        assertThat(pValue(differences)).isCloseTo(0.020652701520027072, within(1e-12));
    }

    @RepeatedTest(20)
    void pValue_tiesAndZeros_isThatOfAllSigns(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Double> differences = new ArrayList<>();
        for (int i = random.nextInt(13); i >= 0; i--) {
            differences.add((double) (random.nextInt(9) - 3));
        }

        assertThat(SignedRankTest.pValue(differences))
                .as("%s", differences)
                .isCloseTo(byEnumeration(differences), within(1e-12));
    }

    @RepeatedTest(5)
    void pValue_withoutTies_isTheExactOneOfCommonsMath(RepetitionInfo repetition) {
        Random random = new Random(100 + repetition.getCurrentRepetition());
        double[] differences = random.doubles(12, -0.4, 0.6).toArray();

        assertThat(pValue(differences))
                .isCloseTo(
                        new WilcoxonSignedRankTest()
                                .wilcoxonSignedRankTest(new double[12], differences, true),
                        within(1e-12));
    }

    @Test
    void pValue_zeros_changeNothing() {
        assertThat(pValue(0, 1, 2, 0, 3, 4, 1e-14)).isEqualTo(pValue(1, 2, 3, 4)).isEqualTo(0.125);
    }

    @Test
    void pValue_sizesEqualButForRounding_areTied() {
        assertThat(pValue(0.1 + 0.2, -0.3, 0.7, 0.9, 0.8)).isEqualTo(pValue(3, -3, 7, 9, 8));
    }

    @Test
    void pValue_signsTurnedOrOrderChanged_isTheSame() {
        List<Double> differences =
                new ArrayList<>(new Random(3).doubles(74, -0.3, 0.4).boxed().toList());
        double p = SignedRankTest.pValue(differences);

        assertThat(SignedRankTest.pValue(differences.stream().map(d -> -d).toList())).isEqualTo(p);
        Collections.shuffle(differences, new Random(4));
        assertThat(SignedRankTest.pValue(differences)).isEqualTo(p);
    }

    @Test
    void pValue_allOneWay_isTwoOfAllSigns() {
        assertThat(pValue(1, 2, 3, 4, 5)).isEqualTo(2.0 / 32);
        assertThat(pValue(-7)).isEqualTo(1);
    }

    @Test
    void pValue_noDifference_isOne() {
        assertThat(pValue()).isEqualTo(1);
        assertThat(pValue(0, 0)).isEqualTo(1);
    }

    @Test
    void pValue_evenlyBalanced_isOne() {
        assertThat(pValue(1, -1, 2, -2)).isEqualTo(1);
    }
}
