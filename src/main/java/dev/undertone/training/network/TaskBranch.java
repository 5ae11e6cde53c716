package dev.undertone.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/**
 * One task on top of the pooled vector: dense + ReLU, dropout, dense to one score per class. The
 * softmax is left to the loss and to the caller. Input [B,2H], output [B,K].
 */
final class TaskBranch extends AbstractBlock {

    private final float dropout;
    private final int classes;
    private final Linear hidden;
    private final Linear scores;

    TaskBranch(int units, int classes, float dropout) {
        this.dropout = dropout;
        this.classes = classes;
        hidden = addChildBlock("hidden", DenseLayer.of(units));
        scores = addChildBlock("scores", DenseLayer.of(classes));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        hidden.initialize(manager, type, inputShapes);
        scores.initialize(manager, type, hidden.getOutputShapes(inputShapes));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            @Nullable PairList<String, Object> params) {
        NDArray units = hidden.forward(parameterStore, inputs, training).singletonOrThrow();
        NDList dropped = Dropout.dropout(Activation.relu(units), dropout, training);
        return scores.forward(parameterStore, dropped, training);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), classes)};
    }
}
