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
 * One task on top of a vector: dense + ReLU, dropout, dense to one score per class. The softmax is
 * left to the loss and to the caller. Input [B,E], output [B,K].
 */
final class TaskBranch extends AbstractBlock {

    private final float dropout;
    private final int classes;
    private final @Nullable Linear hidden;
    private final Linear scores;

    /**
     * Lays out a branch.
     *
     * @param units of the dense layer; 0 for scores straight from the input
     */
    TaskBranch(int units, int classes, float dropout) {
        this.dropout = dropout;
        this.classes = classes;
        hidden = units > 0 ? addChildBlock("hidden", DenseLayer.of(units)) : null;
        scores = addChildBlock("scores", DenseLayer.of(classes));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        if (hidden == null) {
            scores.initialize(manager, type, inputShapes);
        } else {
            hidden.initialize(manager, type, inputShapes);
            scores.initialize(manager, type, hidden.getOutputShapes(inputShapes));
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            @Nullable PairList<String, Object> params) {
        NDArray units = hidden(parameterStore, inputs.singletonOrThrow(), training);
        return new NDList(scores(parameterStore, units, training));
    }

    /** What the scores are read from, dropout included; the input itself without a dense layer. */
    NDArray hidden(ParameterStore store, NDArray input, boolean training) {
        if (hidden == null) {
            return input;
        }
        NDArray units = hidden.forward(store, new NDList(input), training).singletonOrThrow();
        return Dropout.dropout(Activation.relu(units), dropout, training).singletonOrThrow();
    }

    /** One score per class. */
    NDArray scores(ParameterStore store, NDArray units, boolean training) {
        return scores.forward(store, new NDList(units), training).singletonOrThrow();
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), classes)};
    }
}
