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
 * @param validation on the validation speakers; null where there are none
 * @param test on the unseen speakers; null where the run trained on everybody
 * @param parameters how many numbers the network learned
 * @param wallSeconds from the first step of this process to the last
 * @param cpuSeconds of this process
 */
public record ExperimentResult(
        TrainingRecipe recipe,
        int seed,
        int trainingClips,
        int trainingSpeakers,
        List<EpochReport> epochs,
        @Nullable Scores validation,
        @Nullable Scores test,
        long parameters,
        double wallSeconds,
        double cpuSeconds) {

    public ExperimentResult {
        epochs = List.copyOf(epochs);
    }
}
