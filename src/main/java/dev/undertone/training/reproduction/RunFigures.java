package dev.undertone.training.reproduction;

import dev.undertone.evaluation.ScoredClips;
import dev.undertone.evaluation.Scores;
import dev.undertone.training.EpochReport;
import dev.undertone.training.RunScores;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one run of the grid, whatever the system.
 *
 * @param id of the run
 * @param system its name
 * @param seed of everything random
 * @param recipe how it was trained, in the system's own terms
 * @param trainingClips utterances learned from
 * @param trainingSpeakers people learned from
 * @param epochs one report each; empty where the system has none
 * @param last after the last epoch
 * @param earlyStopped of the epoch that validated best; null where the system has no epochs
 * @param parameters how many numbers were learned
 * @param wallSeconds of the training
 * @param cpuSeconds of the training
 */
public record RunFigures(
        String id,
        String system,
        int seed,
        Object recipe,
        int trainingClips,
        int trainingSpeakers,
        List<EpochReport> epochs,
        Evaluated last,
        @Nullable Evaluated earlyStopped,
        long parameters,
        double wallSeconds,
        double cpuSeconds) {

    public RunFigures {
        epochs = List.copyOf(epochs);
    }

    /**
     * The figures of one state of the weights.
     *
     * @param epoch 1-based; 0 where there are no epochs
     * @param validation on the validation speakers
     * @param test on the unseen speakers
     */
    public record Evaluated(int epoch, Scores validation, Scores test) {

        /** Keeps the logits themselves beside the run, and takes their figures. */
        static Evaluated keep(
                RunScores scores,
                RunScores.Weights weights,
                int epoch,
                ScoredClips validation,
                ScoredClips test)
                throws IOException {
            scores.writeValidation(weights, validation);
            scores.writeTest(weights, test);
            return new Evaluated(epoch, validation.scores(), test.scores());
        }
    }
}
