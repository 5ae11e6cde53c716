package dev.undertone.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The weighted mean of three states of a combining step, Eq. (8, 9) on cells, Eq. (11, 12) on
 * outputs: sum_j w_j s_j with w_j = softmax_j(V.s_j).
 *
 * @param vector V, [2,H,1], or null for the plain mean w_j = 1/3
 */
record StateCombination(@Nullable NDArray vector) {

    private static final int STATE_AXIS = 1;

    /** Combines three states [2,B,H] into one. */
    NDArray mean(NDArray first, NDArray second, NDArray third) {
        NDArray states = NDArrays.stack(new NDList(first, second, third), STATE_AXIS);
        if (vector == null) {
            return states.mean(new int[] {STATE_AXIS});
        }
        Shape shape = states.getShape();
        NDArray scores =
                states.reshape(shape.get(0), -1, shape.get(3))
                        .matMul(vector)
                        .reshape(shape.get(0), shape.get(1), shape.get(2), 1);
        return states.mul(scores.softmax(STATE_AXIS)).sum(new int[] {STATE_AXIS});
    }
}
