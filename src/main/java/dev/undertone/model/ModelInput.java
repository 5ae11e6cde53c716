package dev.undertone.model;

import dev.undertone.feature.FeatureMatrix;
import dev.undertone.feature.functional.UtteranceVector;
import org.jspecify.annotations.Nullable;

/**
 * One utterance as a model reads it.
 *
 * @param frames after the utterance step, at least one; null where the model reads none
 * @param functionals as extracted, since the model normalises it by its own statistics; null where it reads none
 */
public record ModelInput(@Nullable FeatureMatrix frames, @Nullable UtteranceVector functionals) {

    /**
     * Checks that there is something to read.
     *
     * @throws IllegalArgumentException if there is nothing, or no frame in the matrix
     */
    public ModelInput {
        if (frames == null && functionals == null) {
            throw new IllegalArgumentException("expected frames or functionals but got neither");
        }
        if (frames != null && frames.frames() == 0) {
            throw new IllegalArgumentException("expected at least 1 frame but got 0");
        }
    }

    /** For a model that reads frames alone. */
    public static ModelInput ofFrames(FeatureMatrix normalized) {
        return new ModelInput(normalized, null);
    }

    /** For a model that reads a vector alone. */
    public static ModelInput ofFunctionals(UtteranceVector raw) {
        return new ModelInput(null, raw);
    }

    /** What it holds. */
    ModelLayout layout() {
        return new ModelLayout(
                frames == null ? null : frames.layout(),
                functionals == null ? null : functionals.layout());
    }
}
