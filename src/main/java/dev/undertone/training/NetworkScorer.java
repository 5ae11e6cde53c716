package dev.undertone.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
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
     * The emotion logits [K] of each utterance as it is asked.
     *
     * @param utterances in any order
     * @return one array for each utterance, in the same order
     */
    List<float[]> logits(List<TrainingUtterance> utterances) {
        List<FeatureMatrix> features = utterances.stream().map(TrainingUtterance::asked).toList();
        int[] lengths = features.stream().mapToInt(FeatureMatrix::frames).toArray();
        float[][] answers = new float[lengths.length][];
        for (List<Integer> indexes : BatchPlan.sorted(lengths, BATCH_SIZE)) {
            try (NDManager scope = NDManager.newBaseManager()) {
                NDList input = Batch.input(scope, indexes.stream().map(features::get).toList());
                NDArray logits =
                        network.forward(new ParameterStore(scope, false), input, false).get(0);
                for (int row = 0; row < indexes.size(); row++) {
                    answers[indexes.get(row)] = logits.get(row).toFloatArray();
                }
            }
        }
        return List.of(answers);
    }
}
