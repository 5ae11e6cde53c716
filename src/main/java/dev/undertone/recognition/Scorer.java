package dev.undertone.recognition;

import dev.undertone.model.EmotionModel;
import dev.undertone.model.EmotionScores;
import dev.undertone.model.ModelException;
import dev.undertone.model.ModelInput;
import dev.undertone.model.ScoreBatcher;
import java.util.concurrent.CompletionException;

/** Runs a model on an utterance: alone, or together with those of other requests. */
@FunctionalInterface
public interface Scorer {

    /** Each alone: as many at a time as there are requests at work. */
    Scorer ALONE = EmotionModel::score;

    /**
     * Waits for the scores.
     *
     * @throws ModelException as {@link EmotionModel#score(ModelInput)}
     */
    EmotionScores score(EmotionModel model, ModelInput input);

    /**
     * Many in one run. Whoever waits is not woken by an interrupt: admission bounds who waits, and with it the batcher's
     * line, even where a run hangs.
     *
     * @param batcher not owned
     */
    static Scorer together(ScoreBatcher batcher) {
        return (model, input) -> {
            try {
                return batcher.submit(model, input).join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw e;
            }
        };
    }
}
