package dev.undertone.training;

import java.nio.file.Path;
import java.util.List;

/**
 * From corpus folders to a model folder.
 *
 * @param corpus the corpus whose speakers are split into folds
 * @param additional corpora that only ever train
 * @param name of the model
 * @param version of the model
 * @param recipe how to train
 * @param seeds one run each for the figures; the first one trains the released weights
 * @param testFold speakers that no run sees before its figures are taken, 0 to 4
 * @param validationSpeakers how many of the other speakers to hold out for choosing a recipe; if any, the test fold stays
 *     closed and nothing is released
 * @param models where model folders lie
 * @param runs where checkpoints and results lie
 * @param commit of the code, for the manifest
 */
public record TrainingPlan(
        Path corpus,
        List<Path> additional,
        String name,
        String version,
        TrainingRecipe recipe,
        List<Integer> seeds,
        int testFold,
        int validationSpeakers,
        Path models,
        Path runs,
        String commit) {

    /** The classes of every model so far, in the order of its outputs. */
    public static final List<String> LABELS = List.of("neutral", "happy", "angry", "sad");

    public TrainingPlan {
        additional = List.copyOf(additional);
        seeds = List.copyOf(seeds);
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("expected at least one seed but got none");
        }
    }

    boolean choosing() {
        return validationSpeakers > 0;
    }
}
