package dev.undertone.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import java.util.Arrays;

/**
 * The weighted sum of the tasks' cross-entropies, each the mean over the rows of -log softmax(logits)
 * at the label.
 *
 * <p>Labels: int64 [B] per task, the emotions first, then the speakers and the genders where the
 * network has such branches. Predictions: all outputs of {@link EmotionNetwork} or of {@link
 * FeedForwardNetwork}, whose other tasks come last.
 */
public final class MultiTaskLoss extends Loss {

    private final float[] weights;
    private final SoftmaxCrossEntropyLoss crossEntropy = new SoftmaxCrossEntropyLoss();

    /** Weighs the branches that a network of frames has. */
    public MultiTaskLoss(NetworkConfiguration configuration, TaskWeights weights) {
        this(configuration.speakers() > 0, configuration.genders() > 0, weights);
    }

    /** Weighs the branches that a network of vectors has. */
    public MultiTaskLoss(FeedForwardConfiguration configuration, TaskWeights weights) {
        this(configuration.speakers() > 0, configuration.genders() > 0, weights);
    }

    private MultiTaskLoss(boolean speakers, boolean genders, TaskWeights weights) {
        super("multi-task");
        int tasks = 1;
        float[] present = new float[3];
        present[0] = weights.emotion();
        if (speakers) {
            present[tasks++] = weights.speaker();
        }
        if (genders) {
            present[tasks++] = weights.gender();
        }
        this.weights = Arrays.copyOf(present, tasks);
    }

    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        if (labels.size() != weights.length) {
            throw new IllegalArgumentException(
                    "expected labels of " + weights.length + " tasks but got " + labels.size());
        }
        NDArray sum = weighted(0, labels.get(0), predictions.get(0));
        // outputs without a label, the attention and the embedding, lie after the emotion logits
        int unlabelled = predictions.size() - weights.length;
        for (int task = 1; task < weights.length; task++) {
            NDArray logits = predictions.get(task + unlabelled);
            sum = sum.add(weighted(task, labels.get(task), logits));
        }
        return sum;
    }

    private NDArray weighted(int task, NDArray label, NDArray logits) {
        return crossEntropy.evaluate(new NDList(label), new NDList(logits)).mul(weights[task]);
    }
}
