package dev.undertone.training.vector;

import dev.undertone.evaluation.LabelledClip;
import dev.undertone.feature.functional.UtteranceVector;
import java.util.List;

/**
 * One labelled utterance as one vector, or as several where it has several renditions.
 *
 * @param clip where it comes from
 * @param vectors before normalisation, one for each rendition
 * @param recorded index of the clip as it was recorded
 */
public record VectorUtterance(LabelledClip clip, List<UtteranceVector> vectors, int recorded) {

    public VectorUtterance {
        vectors = List.copyOf(vectors);
    }

    /** As it was recorded. */
    public UtteranceVector original() {
        return vectors.get(recorded);
    }
}
