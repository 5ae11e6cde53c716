package dev.undertone.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/**
 * Attention-weighted pooling, Eq. (1) and (2): A_t = exp(w.h_t) / sum_t exp(w.h_t) over the real
 * steps of a row, pooled = sum_t A_t h_t, with one vector w for both directions side by side and no
 * bias.
 *
 * <p>Input: states [2,T,B,H], each direction in its own time; reversal int64 [T,B]; real boolean
 * [T,B]. Output: attention [T,B], exactly 0 in the padding; pooled [B,2H]. Because the sum over
 * time does not depend on its order, the states of the backward direction are never put back into
 * the order of the frames: only their scores and weights are, which are 2H times smaller.
 */
final class AttentionPooling extends AbstractBlock {

    private static final double MASKED_SCORE = -1e30;

    private final Parameter vector;

    AttentionPooling(int cell) {
        vector =
                addParameter(
                        Parameter.builder()
                                .setName("vector")
                                .setType(Parameter.Type.OTHER)
                                .optShape(new Shape(2, cell, 1))
                                .optInitializer(Initializer.ZEROS)
                                .build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            @Nullable PairList<String, Object> params) {
        NDArray states = inputs.get(0);
        NDArray reversal = inputs.get(1);
        NDArray real = inputs.get(2);
        NDArray w = parameterStore.getValue(vector, states.getDevice(), training);
        NDArray attention = masked(scores(states, w, reversal), real).softmax(0);
        NDArray ownTime = NDArrays.stack(new NDList(attention, attention.gather(reversal, 0)));
        NDArray pooled = ownTime.expandDims(3).mul(states).sum(new int[] {1});
        long rows = states.getShape().get(2);
        return new NDList(attention, pooled.transpose(1, 0, 2).reshape(rows, -1));
    }

    private static NDArray scores(NDArray states, NDArray w, NDArray reversal) {
        Shape shape = states.getShape();
        NDArray scores =
                states.reshape(2, -1, shape.get(3))
                        .matMul(w)
                        .reshape(2, shape.get(1), shape.get(2));
        NDList directions = scores.split(2, 0);
        NDArray backward = directions.get(1).squeeze(0).gather(reversal, 0);
        return directions.get(0).squeeze(0).add(backward);
    }

    private static NDArray masked(NDArray scores, NDArray real) {
        NDArray lowest = scores.zerosLike().add(MASKED_SCORE);
        return NDArrays.where(real, scores, lowest);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape states = inputShapes[0];
        return new Shape[] {
            new Shape(states.get(1), states.get(2)), new Shape(states.get(2), 2 * states.get(3))
        };
    }
}
