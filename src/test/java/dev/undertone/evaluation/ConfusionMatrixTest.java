package dev.undertone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    private static final double EXACT = 1e-15;

    /** Rows a: 3 1 0, b: 2 2 0, c: 0 1 1. */
    private static ConfusionMatrix example() {
        return matrix(List.of("a", "b", "c"), new int[][] {{3, 1, 0}, {2, 2, 0}, {0, 1, 1}});
    }

    private static ConfusionMatrix matrix(List<String> labels, int[][] counts) {
        ConfusionMatrix matrix = new ConfusionMatrix(labels);
        for (int truth = 0; truth < counts.length; truth++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                for (int i = 0; i < counts[truth][predicted]; i++) {
                    matrix.add(labels.get(truth), labels.get(predicted));
                }
            }
        }
        return matrix;
    }

    @Test
    void figures_threeClasses_areTheHandComputed() {
        ConfusionMatrix matrix = example();

        // recalls 3/4, 2/4, 1/2
        assertThat(matrix.unweightedAverageRecall()).isCloseTo(1.75 / 3, within(EXACT));
        // precisions 3/5, 2/4, 1/1
        assertThat(matrix.macroAveragePrecision()).isCloseTo(2.1 / 3, within(EXACT));
        // F: 6/9, 4/8, 2/3
        assertThat(matrix.macroAverageF())
                .isCloseTo((2 / 3.0 + 1 / 2.0 + 2 / 3.0) / 3, within(EXACT));
        assertThat(matrix.accuracy()).isCloseTo(0.6, within(EXACT));
        assertThat(matrix.clips()).isEqualTo(10);
        assertThat(matrix.counts()).isDeepEqualTo(new long[][] {{3, 1, 0}, {2, 2, 0}, {0, 1, 1}});
    }

    @Test
    void figures_classNeverPredicted_hasPrecisionZero() {
        ConfusionMatrix matrix = matrix(List.of("a", "b"), new int[][] {{4, 0}, {1, 0}});

        assertThat(matrix.macroAveragePrecision()).isCloseTo((0.8 + 0) / 2, within(EXACT));
        assertThat(matrix.macroAverageF()).isCloseTo((8 / 9.0 + 0) / 2, within(EXACT));
        assertThat(matrix.unweightedAverageRecall()).isCloseTo(0.5, within(EXACT));
    }

    @Test
    void figures_classThatDoesNotOccur_isLeftOutOfAveragesButCostsThePrecisionOfNone() {
        // c never occurs; one a is called c
        ConfusionMatrix matrix =
                matrix(List.of("a", "b", "c"), new int[][] {{1, 0, 1}, {0, 2, 0}, {0, 0, 0}});

        assertThat(matrix.unweightedAverageRecall()).isCloseTo((0.5 + 1) / 2, within(EXACT));
        assertThat(matrix.macroAveragePrecision()).isCloseTo(1, within(EXACT));
        assertThat(matrix.macroAverageF()).isCloseTo((2 / 3.0 + 1) / 2, within(EXACT));
        assertThat(matrix.accuracy()).isCloseTo(0.75, within(EXACT));
    }

    @Test
    void figures_allCorrect_areOne() {
        ConfusionMatrix matrix = matrix(List.of("a", "b"), new int[][] {{7, 0}, {0, 1}});

        assertThat(matrix.unweightedAverageRecall()).isEqualTo(1);
        assertThat(matrix.macroAverageF()).isEqualTo(1);
        assertThat(matrix.macroAveragePrecision()).isEqualTo(1);
        assertThat(matrix.accuracy()).isEqualTo(1);
    }

    @Test
    void uar_oneClassCountedTenfold_staysWhileAccuracyMoves() {
        ConfusionMatrix once = matrix(List.of("a", "b"), new int[][] {{3, 1}, {1, 1}});
        ConfusionMatrix tenfold = matrix(List.of("a", "b"), new int[][] {{30, 10}, {1, 1}});

        assertThat(tenfold.unweightedAverageRecall())
                .isCloseTo(once.unweightedAverageRecall(), within(EXACT));
        assertThat(tenfold.accuracy()).isNotCloseTo(once.accuracy(), within(0.01));
    }

    @Test
    void figures_labelsInAnotherOrder_areTheSame() {
        long seed = 7;
        Random random = new Random(seed);
        ConfusionMatrix forward = new ConfusionMatrix(List.of("a", "b", "c"));
        ConfusionMatrix backward = new ConfusionMatrix(List.of("c", "b", "a"));
        for (int i = 0; i < 200; i++) {
            String truth = forward.labels().get(random.nextInt(3));
            String predicted = forward.labels().get(random.nextInt(3));
            forward.add(truth, predicted);
            backward.add(truth, predicted);
        }

        assertThat(backward.macroAverageF())
                .as("seed %d", seed)
                .isCloseTo(forward.macroAverageF(), within(EXACT));
        assertThat(backward.macroAveragePrecision())
                .isCloseTo(forward.macroAveragePrecision(), within(EXACT));
        assertThat(backward.unweightedAverageRecall())
                .isCloseTo(forward.unweightedAverageRecall(), within(EXACT));
    }

    @Test
    void addAll_anotherMatrix_addsCellByCell() {
        ConfusionMatrix sum = example();
        sum.addAll(matrix(List.of("a", "b", "c"), new int[][] {{0, 0, 2}, {1, 0, 0}, {0, 0, 5}}));

        assertThat(sum.counts()).isDeepEqualTo(new long[][] {{3, 1, 2}, {3, 2, 0}, {0, 1, 6}});
    }

    @Test
    void addAll_otherLabels_isRefused() {
        ConfusionMatrix sum = example();
        ConfusionMatrix other = new ConfusionMatrix(List.of("a", "c", "b"));

        assertThatThrownBy(() -> sum.addAll(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("[a, b, c]", "[a, c, b]");
    }

    @Test
    void add_unknownLabel_isRefusedWithBoth() {
        assertThatThrownBy(() -> example().add("a", "d"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected one of [a, b, c] but got d");
    }

    @Test
    void figures_noClip_isAnError() {
        ConfusionMatrix empty = new ConfusionMatrix(List.of("a", "b"));

        assertThatThrownBy(empty::unweightedAverageRecall)
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(empty::accuracy).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void new_labelTwice_isRefused() {
        assertThatThrownBy(() -> new ConfusionMatrix(List.of("a", "a")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void counts_changedByTheCaller_leaveTheMatrixAlone() {
        ConfusionMatrix matrix = example();
        matrix.counts()[0][0] = 99;

        assertThat(matrix.counts()[0][0]).isEqualTo(3);
    }
}
