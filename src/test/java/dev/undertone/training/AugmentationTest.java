package dev.undertone.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class AugmentationTest {

    private static final int COLUMNS = FeatureLayout.PAPER_36.columns();

    @RepeatedTest(20)
    void mask_ofOnes_zeroesOneBandEachWay(RepetitionInfo repetition) {
        int frames = 1 + 37 * repetition.getCurrentRepetition();
        float[] ones = new float[frames * COLUMNS];
        Arrays.fill(ones, 1f);
        FeatureMatrix features = new FeatureMatrix(FeatureLayout.PAPER_36, ones, new float[frames]);

        FeatureMatrix masked =
                new Augmentation(TrainingRecipe.DEFAULT)
                        .mask(features, new Random(repetition.getCurrentRepetition()));

        boolean[] zeroRow = new boolean[frames];
        boolean[] zeroColumn = new boolean[COLUMNS];
        Arrays.fill(zeroRow, true);
        Arrays.fill(zeroColumn, true);
        for (int frame = 0; frame < frames; frame++) {
            for (int column = 0; column < COLUMNS; column++) {
                zeroRow[frame] &= masked.value(frame, column) == 0;
                zeroColumn[column] &= masked.value(frame, column) == 0;
            }
        }
        int rows = count(zeroRow);
        int columns = count(zeroColumn);
        assertThat(rows).isBetween(0, Math.min(40, frames / 5));
        assertThat(columns).isBetween(0, 5);
        int zeros = 0;
        for (float value : masked.values()) {
            zeros += value == 0 ? 1 : 0;
        }
        assertThat(zeros).isEqualTo(rows * COLUMNS + columns * frames - rows * columns);
        assertThat(ones).as("the original").containsOnly(1f);
    }

    /** How many are set; fails unless they stand side by side. */
    private static int count(boolean[] set) {
        int runs = 0;
        int count = 0;
        for (int i = 0; i < set.length; i++) {
            count += set[i] ? 1 : 0;
            runs += set[i] && (i == 0 || !set[i - 1]) ? 1 : 0;
        }
        assertThat(runs).isLessThanOrEqualTo(1);
        return count;
    }
}
