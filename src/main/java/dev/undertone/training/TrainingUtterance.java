package dev.undertone.training;

import dev.undertone.evaluation.LabelledClip;
import dev.undertone.feature.FeatureMatrix;
import java.util.List;

/**
 * One labelled utterance, ready for the network.
 *
 * @param clip where it comes from
 * @param bySpeed normalised features, one matrix for each speed of the recipe
 * @param targets what is to be learned
 */
record TrainingUtterance(LabelledClip clip, List<FeatureMatrix> bySpeed, Targets targets) {

    /**
     * Indexes of the right answers.
     *
     * @param emotion index into the labels
     * @param speaker index into the training speakers, 0 where it does not matter
     * @param gender 0 female, 1 male
     */
    record Targets(int emotion, int speaker, int gender) {}

    TrainingUtterance {
        bySpeed = List.copyOf(bySpeed);
    }
}
