package dev.undertone.training.network;

/**
 * How much each task counts in the {@link MultiTaskLoss}, each finite and not negative.
 *
 * @param emotion the weight of the emotion branch
 * @param speaker the weight of the speaker branch, where there is one
 * @param gender the weight of the gender branch, where there is one
 */
public record TaskWeights(float emotion, float speaker, float gender) {

    /** The paper's weights: 1.0, 0.3 and 0.6. */
    public static final TaskWeights PAPER = new TaskWeights(1.0f, 0.3f, 0.6f);

    /** Checks the ranges above. */
    public TaskWeights {
        requireWeight("emotion", emotion);
        requireWeight("speaker", speaker);
        requireWeight("gender", gender);
    }

    private static void requireWeight(String name, float weight) {
        if (!(weight >= 0 && weight < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "expected a finite " + name + " weight of at least 0 but got " + weight);
        }
    }
}
