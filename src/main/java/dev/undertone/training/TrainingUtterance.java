package dev.undertone.training;

import dev.undertone.evaluation.LabelledClip;
import dev.undertone.feature.FeatureMatrix;
import java.util.List;

/**
 * One labelled utterance, ready for the network.
 *
 * @param clip where it comes from
 * @param bySpeed normalised features, one matrix for each speed of the recipe
 */
public record TrainingUtterance(LabelledClip clip, List<FeatureMatrix> bySpeed) {

    public TrainingUtterance {
        bySpeed = List.copyOf(bySpeed);
    }
}
