package dev.undertone.training;

import dev.undertone.evaluation.LabelledClip;
import dev.undertone.feature.FeatureMatrix;
import java.util.List;

/**
 * One labelled utterance, ready for the network.
 *
 * @param clip where it comes from
 * @param heard what is learned from: normalised features, one matrix for each of the recipe's renditions
 * @param asked what is judged: normalised features of the clip as it is, as the service would compute them
 */
public record TrainingUtterance(LabelledClip clip, List<FeatureMatrix> heard, FeatureMatrix asked) {

    public TrainingUtterance {
        heard = List.copyOf(heard);
    }
}
