package dev.undertone.training;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From corpus folders to a model folder.
 *
 * @param corpus the corpus whose speakers are split into folds
 * @param additional corpora that only ever train
 * @param name of the model
 * @param version of the model
 * @param labels the classes, in the order of the outputs; clips of other classes are left out
 * @param start a released network to begin with; null for drawn weights
 * @param recipe how to train; its cell and frame rate give way to those of a network to begin with, whose noise floor it takes over
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
        List<String> labels,
        @Nullable StartingPoint start,
        TrainingRecipe recipe,
        List<Integer> seeds,
        int testFold,
        int validationSpeakers,
        Path models,
        Path runs,
        String commit) {

    /** The classes of the released models, in the order of their outputs. */
    public static final List<String> LABELS = List.of("neutral", "happy", "angry", "sad");

    public TrainingPlan {
        additional = List.copyOf(additional);
        seeds = List.copyOf(seeds);
        labels = List.copyOf(labels);
        if (labels.stream().distinct().count() != labels.size() || labels.size() < 2) {
            throw new IllegalArgumentException(
                    "expected at least two different labels but got " + labels);
        }
        recipe = start == null ? recipe : start.adopt(recipe);
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("expected at least one seed but got none");
        }
    }

    boolean choosing() {
        return validationSpeakers > 0;
    }
}
