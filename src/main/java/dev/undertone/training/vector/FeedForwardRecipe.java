package dev.undertone.training.vector;

import java.util.List;

/**
 * How the DNN is trained: stochastic gradient descent with momentum, as the paper but for the momentum and what the paper
 * does not give.
 *
 * @param shared units of the shared dense layers
 * @param branch units of the dense layer under the scores
 * @param dropout share of units dropped after every hidden layer
 * @param epochs passes over the training data
 * @param batchSize utterances per step
 * @param learningRate of the first step; falls to 0 along half a cosine
 * @param momentum of the steps
 */
public record FeedForwardRecipe(
        List<Integer> shared,
        int branch,
        float dropout,
        int epochs,
        int batchSize,
        float learningRate,
        float momentum) {

    /** The paper's sizes. */
    public static final FeedForwardRecipe PAPER =
            new FeedForwardRecipe(List.of(4096, 4096), 2048, 0.5f, 15, 32, 0.01f, 0.9f);

    public FeedForwardRecipe {
        shared = List.copyOf(shared);
    }

    /** The same with layers of other sizes. */
    public FeedForwardRecipe with(List<Integer> otherShared, int otherBranch) {
        return new FeedForwardRecipe(
                otherShared, otherBranch, dropout, epochs, batchSize, learningRate, momentum);
    }

    /**
     * The learning rate of a step: L (1 + cos(pi s / S)) / 2.
     *
     * @param step s, from 0
     * @param steps S, of the whole training
     */
    float learningRate(int step, int steps) {
        return (float) (learningRate * (1 + Math.cos(Math.PI * step / steps)) / 2);
    }
}
