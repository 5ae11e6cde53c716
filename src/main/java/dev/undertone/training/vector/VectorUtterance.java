package dev.undertone.training.vector;

import dev.undertone.evaluation.LabelledClip;
import dev.undertone.feature.functional.UtteranceVector;

/**
 * One labelled utterance as one vector.
 *
 * @param clip where it comes from
 * @param vector before normalisation
 */
public record VectorUtterance(LabelledClip clip, UtteranceVector vector) {}
