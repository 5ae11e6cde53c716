package dev.undertone.training;

import dev.undertone.evaluation.LabelledClip;
import dev.undertone.feature.FeatureMatrix;
import java.util.List;

/**
 * One labelled utterance, ready for the network.
 *
 * @param clip where it comes from
 * @param heard normalised features, one matrix for each of the recipe's renditions
 */
public record TrainingUtterance(LabelledClip clip, List<FeatureMatrix> heard) {

    public TrainingUtterance {
        heard = List.copyOf(heard);
    }
}
