package dev.undertone.training.vector;

import java.util.List;

/**
 * How the DNN is trained. The paper's sizes and dropout; its plain gradient descent gave way to AdamW with one cycle, by
 * which the recurrent systems are trained too: on these vectors, clipped at ten deviations, gradient descent diverged at
 * rates at which it learns in reasonable time.
 *
 * @param shared units of the shared dense layers
 * @param branch units of the dense layer under the scores
 * @param dropout share of units dropped after every hidden layer
 * @param epochs passes over the training data
 * @param batchSize utterances per step
 * @param learningRate peak of the one-cycle schedule
 * @param weightDecay decoupled decay, on matrices only
 * @param warmUp share of the steps in which the learning rate rises
 * @param gradientClip largest Euclidean norm of the gradient
 */
public record FeedForwardRecipe(
        List<Integer> shared,
        int branch,
        float dropout,
        int epochs,
        int batchSize,
        float learningRate,
        float weightDecay,
        float warmUp,
        float gradientClip) {

    /** The paper's sizes. */
    public static final FeedForwardRecipe PAPER =
            new FeedForwardRecipe(List.of(4096, 4096), 2048, 0.5f, 15, 64, 3e-4f, 1e-2f, 0.25f, 2f);

    public FeedForwardRecipe {
        shared = List.copyOf(shared);
    }

    /** The same with layers of other sizes, for which the best rate is another: the smaller, the higher. */
    public FeedForwardRecipe with(
            List<Integer> otherShared, int otherBranch, int otherEpochs, float otherRate) {
        return new FeedForwardRecipe(
                otherShared,
                otherBranch,
                dropout,
                otherEpochs,
                batchSize,
                otherRate,
                weightDecay,
                warmUp,
                gradientClip);
    }
}
