package dev.undertone.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.training.network.EmotionNetwork;
import java.util.List;

/** Asks a network, without dropout, for its answers. */
final class NetworkScorer {

    private static final int BATCH_SIZE = 64;

    private final EmotionNetwork network;

    NetworkScorer(EmotionNetwork network) {
        this.network = network;
    }

    /**
     * The index of the likeliest emotion of each utterance, at its original speed.
     *
     * @param utterances in any order
     * @param speed index of the original speed
     */
    int[] predict(List<TrainingUtterance> utterances, int speed) {
        List<FeatureMatrix> features =
                utterances.stream().map(utterance -> utterance.bySpeed().get(speed)).toList();
        int[] lengths = features.stream().mapToInt(FeatureMatrix::frames).toArray();
        int[] predictions = new int[lengths.length];
        for (List<Integer> indexes : BatchPlan.sorted(lengths, BATCH_SIZE)) {
            try (NDManager scope = NDManager.newBaseManager()) {
                Batch batch =
                        Batch.of(
                                scope,
                                indexes.stream().map(features::get).toList(),
                                indexes.stream().map(i -> utterances.get(i).targets()).toList());
                NDArray logits =
                        network.forward(new ParameterStore(scope, false), batch.input(), false)
                                .get(0);
                long[] likeliest = logits.argMax(1).toLongArray();
                for (int row = 0; row < likeliest.length; row++) {
                    predictions[indexes.get(row)] = (int) likeliest[row];
                }
            }
        }
        return predictions;
    }
}
