package dev.undertone.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.undertone.feature.FeatureMatrix;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A batch as tensors.
 *
 * @param input features [B,T,F], zero-padded, and lengths [B]
 * @param targets emotion, speaker and gender indexes, each int64 [B]
 */
record Batch(NDList input, NDList targets) {

    /**
     * Pads and copies.
     *
     * @param manager owns the tensors
     * @param features one matrix per utterance
     * @param targets of the same utterances
     */
    static Batch of(
            NDManager manager,
            List<FeatureMatrix> features,
            List<TrainingUtterance.Targets> targets) {
        int columns = features.get(0).layout().columns();
        int longest = features.stream().mapToInt(FeatureMatrix::frames).max().orElseThrow();
        float[] padded = new float[features.size() * longest * columns];
        long[] lengths = new long[features.size()];
        for (int row = 0; row < features.size(); row++) {
            float[] values = features.get(row).values();
            System.arraycopy(values, 0, padded, row * longest * columns, values.length);
            lengths[row] = features.get(row).frames();
        }
        NDArray input = manager.create(padded, new Shape(features.size(), longest, columns));
        return new Batch(
                new NDList(input, manager.create(lengths)),
                new NDList(
                        indexes(manager, targets, TrainingUtterance.Targets::emotion),
                        indexes(manager, targets, TrainingUtterance.Targets::speaker),
                        indexes(manager, targets, TrainingUtterance.Targets::gender)));
    }

    /** What the network's branches are to answer: all three tasks, or emotion alone. */
    NDList targets(boolean multiTask) {
        return multiTask ? targets : targets.subNDList(0, 1);
    }

    private static NDArray indexes(
            NDManager manager,
            List<TrainingUtterance.Targets> targets,
            ToIntFunction<TrainingUtterance.Targets> index) {
        return manager.create(targets.stream().mapToLong(index::applyAsInt).toArray());
    }
}
