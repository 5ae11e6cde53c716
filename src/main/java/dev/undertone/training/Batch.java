package dev.undertone.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.undertone.feature.FeatureMatrix;
import java.util.List;
import java.util.function.ToIntFunction;

/** A batch as tensors. */
final class Batch {

    private Batch() {}

    /**
     * What the network reads: features [B,T,F], zero-padded, and lengths [B].
     *
     * @param manager owns the tensors
     * @param features one matrix per utterance
     */
    static NDList input(NDManager manager, List<FeatureMatrix> features) {
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
        return new NDList(input, manager.create(lengths));
    }

    /**
     * What the network's branches are to answer, each int64 [B]: emotion, then speaker and gender where it has these.
     *
     * @param manager owns the tensors
     * @param targets one per utterance
     * @param multiTask whether speaker and gender are learned too
     */
    static NDList targets(NDManager manager, List<LabelIndex.Targets> targets, boolean multiTask) {
        NDList indexes = new NDList(indexes(manager, targets, LabelIndex.Targets::emotion));
        if (multiTask) {
            indexes.add(indexes(manager, targets, LabelIndex.Targets::speaker));
            indexes.add(indexes(manager, targets, LabelIndex.Targets::gender));
        }
        return indexes;
    }

    private static NDArray indexes(
            NDManager manager,
            List<LabelIndex.Targets> targets,
            ToIntFunction<LabelIndex.Targets> index) {
        return manager.create(targets.stream().mapToLong(index::applyAsInt).toArray());
    }
}
