package dev.undertone.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.training.degradation.AcousticCondition;
import dev.undertone.training.network.Recurrence;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Everything that shapes a training run but the data and the seed.
 *
 * @param recurrence which recurrent cell
 * @param multiTask whether speaker and gender are learned beside emotion (weights 0.3, 0.6 and 1.0)
 * @param dropout share of units that are dropped after every layer but the pooling, in [0, 1)
 * @param framesPerStep 1 for 100 frames per second, 2 for neighbouring frames averaged in pairs
 * @param epochs passes over the training data; the schedule runs to the last of them
 * @param batchSize utterances per step
 * @param learningRate peak of the one-cycle schedule
 * @param weightDecay decoupled decay (AdamW), on matrices only
 * @param warmUp share of the steps in which the learning rate rises
 * @param gradientClip largest Euclidean norm of the gradient over all parameters
 * @param speeds factors of speed, 1.0 among them, one drawn for each utterance and epoch
 * @param timeMaskFrames longest run of frames that is set to 0, at most a fifth of the utterance; 0 for none
 * @param featureMaskColumns most neighbouring columns that are set to 0; 0 for none
 * @param conditions where each clip is heard too, drawn as often as a speed; empty for recordings as they are
 * @param noiseFloor whether the network is asked over a noise floor, {@link FeatureLayout#PAPER_36_FLOORED}; it learns
 *     without one
 */
public record TrainingRecipe(
        Recurrence recurrence,
        boolean multiTask,
        float dropout,
        int framesPerStep,
        int epochs,
        int batchSize,
        float learningRate,
        float weightDecay,
        float warmUp,
        float gradientClip,
        List<Double> speeds,
        int timeMaskFrames,
        int featureMaskColumns,
        // figures from before there were conditions and a floor name none
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AcousticCondition> conditions,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY)
                boolean noiseFloor) {

    /** What the first model was trained with. */
    public static final TrainingRecipe DEFAULT =
            new TrainingRecipe(
                    Recurrence.A_LSTM,
                    false,
                    0.3f,
                    2,
                    25,
                    64,
                    2e-3f,
                    1e-2f,
                    0.25f,
                    2f,
                    List.of(0.9, 1.0, 1.1),
                    40,
                    5,
                    List.of(),
                    false);

    public TrainingRecipe {
        Renditions heard =
                new Renditions(speeds, Objects.requireNonNullElse(conditions, List.of()));
        speeds = heard.speeds();
        conditions = heard.conditions();
        if (epochs < 1 || batchSize < 1) {
            throw new IllegalArgumentException(
                    "expected at least one epoch and one utterance per batch but got %d, %d"
                            .formatted(epochs, batchSize));
        }
    }

    /**
     * The name of what it trains: {@code a-lstm}, {@code a-lstm-mt} where it learns several tasks, {@code a-lstm-mc} where
     * it hears several conditions.
     */
    public String systemName() {
        String cell = recurrence.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return cell + (multiTask ? "-mt" : "") + (conditions.isEmpty() ? "" : "-mc");
    }

    /** The features that its network is asked by. */
    public FeatureLayout layout() {
        return noiseFloor ? FeatureLayout.PAPER_36_FLOORED : FeatureLayout.PAPER_36;
    }

    /** How it hears each clip. */
    public Renditions renditions() {
        return new Renditions(speeds, conditions);
    }

    /** The same with another cell, other tasks, dropout and number of epochs. */
    public TrainingRecipe with(
            Recurrence otherRecurrence,
            boolean otherMultiTask,
            float otherDropout,
            int otherEpochs) {
        return changed(
                draft -> {
                    draft.recurrence = otherRecurrence;
                    draft.multiTask = otherMultiTask;
                    draft.dropout = otherDropout;
                    draft.epochs = otherEpochs;
                });
    }

    /** The same with another peak of the learning rate. */
    public TrainingRecipe withLearningRate(float other) {
        return changed(draft -> draft.learningRate = other);
    }

    /** The same, each clip heard in other conditions too. */
    public TrainingRecipe withConditions(List<AcousticCondition> other) {
        return changed(draft -> draft.conditions = other);
    }

    /** The same, asked with or without a noise floor. */
    public TrainingRecipe withNoiseFloor(boolean other) {
        return changed(draft -> draft.noiseFloor = other);
    }

    /** The same at another frame rate inside the network. */
    TrainingRecipe withFramesPerStep(int other) {
        return changed(draft -> draft.framesPerStep = other);
    }

    private TrainingRecipe changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new TrainingRecipe(
                draft.recurrence,
                draft.multiTask,
                draft.dropout,
                draft.framesPerStep,
                draft.epochs,
                batchSize,
                draft.learningRate,
                weightDecay,
                warmUp,
                gradientClip,
                speeds,
                timeMaskFrames,
                featureMaskColumns,
                draft.conditions,
                draft.noiseFloor);
    }

    /** What of a recipe can be had otherwise. */
    private static final class Draft {

        private Recurrence recurrence;
        private boolean multiTask;
        private float dropout;
        private int framesPerStep;
        private int epochs;
        private float learningRate;
        private List<AcousticCondition> conditions;
        private boolean noiseFloor;

        Draft(TrainingRecipe recipe) {
            recurrence = recipe.recurrence;
            multiTask = recipe.multiTask;
            dropout = recipe.dropout;
            framesPerStep = recipe.framesPerStep;
            epochs = recipe.epochs;
            learningRate = recipe.learningRate;
            conditions = recipe.conditions;
            noiseFloor = recipe.noiseFloor;
        }
    }
}
