package dev.undertone.training;

import dev.undertone.feature.FeatureMatrix;
import java.util.Arrays;
import java.util.Random;

/**
 * Masks a run of frames and a band of columns (D. S. Park et al., "SpecAugment", Interspeech 2019). Masked values become 0,
 * which is the mean after z-normalisation.
 */
final class Augmentation {

    /** A mask never hides more than this part of an utterance. */
    private static final int LARGEST_PART = 5;

    private final int timeMaskFrames;
    private final int featureMaskColumns;

    Augmentation(TrainingRecipe recipe) {
        this.timeMaskFrames = recipe.timeMaskFrames();
        this.featureMaskColumns = recipe.featureMaskColumns();
    }

    /** A masked copy; widths are uniform from 0 to the recipe's largest, positions uniform. */
    FeatureMatrix mask(FeatureMatrix features, Random random) {
        int frames = features.frames();
        int columns = features.layout().columns();
        int height = random.nextInt(Math.min(timeMaskFrames, frames / LARGEST_PART) + 1);
        int top = random.nextInt(frames - height + 1);
        int width = random.nextInt(featureMaskColumns + 1);
        int left = random.nextInt(columns - width + 1);
        float[] values = features.values().clone();
        Arrays.fill(values, top * columns, (top + height) * columns, 0f);
        for (int frame = 0; frame < frames; frame++) {
            Arrays.fill(values, frame * columns + left, frame * columns + left + width, 0f);
        }
        return new FeatureMatrix(features.layout(), values, features.peaks());
    }
}
