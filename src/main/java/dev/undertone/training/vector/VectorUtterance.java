package dev.undertone.training.vector;

import dev.undertone.evaluation.LabelledClip;
import dev.undertone.feature.functional.UtteranceVector;
import java.util.List;

/**
 * One labelled utterance as one vector, or as several where it is heard at several speeds.
 *
 * @param clip where it comes from
 * @param vectors before normalisation: the first at its original speed, then one for each other speed
 */
public record VectorUtterance(LabelledClip clip, List<UtteranceVector> vectors) {

    public VectorUtterance {
        vectors = List.copyOf(vectors);
    }

    /** At the original speed. */
    public UtteranceVector original() {
        return vectors.get(0);
    }
}
