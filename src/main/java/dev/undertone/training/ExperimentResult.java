package dev.undertone.training;

import dev.undertone.evaluation.Scores;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one run.
 *
 * @param recipe that it followed
 * @param seed of everything random
 * @param trainingClips utterances learned from, each counted once whatever its speeds
 * @param trainingSpeakers people learned from
 * @param epochs one report each
 * @param validation on the validation speakers, after the last epoch; null where there are none
 * @param test on the unseen speakers, after the last epoch; null where there are none
 * @param earlyStopped the same for the epoch that validated best; null without validation speakers
 * @param parameters how many numbers the network learned
 * @param wallSeconds of all epochs
 * @param cpuSeconds of the training thread in all epochs
 */
public record ExperimentResult(
        TrainingRecipe recipe,
        int seed,
        int trainingClips,
        int trainingSpeakers,
        List<EpochReport> epochs,
        @Nullable Scores validation,
        @Nullable Scores test,
        @Nullable EarlyStopped earlyStopped,
        long parameters,
        double wallSeconds,
        double cpuSeconds) {

    public ExperimentResult {
        epochs = List.copyOf(epochs);
    }

    /**
     * The weights of the epoch that validated best.
     *
     * @param epoch 1-based
     * @param validation on the validation speakers
     * @param test on the unseen speakers, of whom the choice of the epoch knew nothing; null where there are none
     */
    public record EarlyStopped(int epoch, Scores validation, @Nullable Scores test) {}
}
