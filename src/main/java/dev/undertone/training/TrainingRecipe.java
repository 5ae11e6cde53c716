package dev.undertone.training;

import dev.undertone.training.network.Recurrence;
import java.util.List;
import java.util.Locale;

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
        int featureMaskColumns) {

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
                    5);

    public TrainingRecipe {
        speeds = List.copyOf(speeds);
        if (!speeds.contains(1.0)) {
            throw new IllegalArgumentException(
                    "expected the original speed 1.0 among the speeds but got " + speeds);
        }
        if (epochs < 1 || batchSize < 1) {
            throw new IllegalArgumentException(
                    "expected at least one epoch and one utterance per batch but got %d, %d"
                            .formatted(epochs, batchSize));
        }
    }

    /** The name of what it trains: {@code a-lstm}, or {@code a-lstm-mt} where it learns several tasks. */
    public String systemName() {
        String cell = recurrence.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return multiTask ? cell + "-mt" : cell;
    }

    /** The same with another cell, other tasks, dropout and number of epochs. */
    public TrainingRecipe with(
            Recurrence otherRecurrence,
            boolean otherMultiTask,
            float otherDropout,
            int otherEpochs) {
        return with(
                otherRecurrence,
                otherMultiTask,
                otherDropout,
                framesPerStep,
                otherEpochs,
                learningRate);
    }

    /** The same with another peak of the learning rate. */
    public TrainingRecipe withLearningRate(float other) {
        return with(recurrence, multiTask, dropout, framesPerStep, epochs, other);
    }

    /** The same at another frame rate inside the network. */
    TrainingRecipe withFramesPerStep(int other) {
        return with(recurrence, multiTask, dropout, other, epochs, learningRate);
    }

    private TrainingRecipe with(
            Recurrence otherRecurrence,
            boolean otherMultiTask,
            float otherDropout,
            int otherFramesPerStep,
            int otherEpochs,
            float otherLearningRate) {
        return new TrainingRecipe(
                otherRecurrence,
                otherMultiTask,
                otherDropout,
                otherFramesPerStep,
                otherEpochs,
                batchSize,
                otherLearningRate,
                weightDecay,
                warmUp,
                gradientClip,
                speeds,
                timeMaskFrames,
                featureMaskColumns);
    }
}
