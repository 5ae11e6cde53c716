package dev.undertone.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import org.jspecify.annotations.Nullable;

/**
 * One step of the LSTM family, both directions at once, to the equations of {@link
 * BidirectionalRecurrence}.
 *
 * <p>The gates lie side by side in the order i, f, o, g, so that one sigmoid serves three of them.
 */
final class LstmCell {

    private static final int STATE_AXIS = 1;

    private final NDArray recurrentWeight;
    private final @Nullable NDArray combination;

    /**
     * Takes the weights of the cell, which stay the caller's.
     *
     * @param recurrentWeight U, [2,H,4H]
     * @param combination V, [2,H,1], or null for the plain mean of the mean LSTM
     */
    LstmCell(NDArray recurrentWeight, @Nullable NDArray combination) {
        this.recurrentWeight = recurrentWeight;
        this.combination = combination;
    }

    /**
     * What a step hands to the next one: h'_t and C'_t.
     *
     * @param hidden [2,B,H]
     * @param cell [2,B,H]
     */
    record State(NDArray hidden, NDArray cell) {}

    /** An output gate [2,B,H] with the uncombined cell C_t [2,B,H] of its step. */
    private record Gated(NDArray output, NDArray cell) {}

    /**
     * The ordinary step: C'_t = C_t, h'_t = h_t = o tanh(C_t).
     *
     * @param projected x_t W + b, [2,B,4H]
     * @param previous h'_{t-1} and C'_{t-1}
     */
    State ordinaryStep(NDArray projected, State previous) {
        Gated gated = gate(projected, previous);
        return new State(gated.output.mul(gated.cell.tanh()), gated.cell);
    }

    /**
     * The combining step, Eq. (8) to (12).
     *
     * @param projected x_t W + b, [2,B,4H]
     * @param previous h'_{t-1} and C'_{t-1}
     * @param first h and C of step t-4
     * @param second h and C of step t-2
     */
    State combiningStep(NDArray projected, State previous, State first, State second) {
        Gated gated = gate(projected, previous);
        NDArray cell = combine(first.cell, second.cell, gated.cell);
        NDArray hidden = gated.output.mul(cell.tanh());
        return new State(combine(first.hidden, second.hidden, hidden), cell);
    }

    private Gated gate(NDArray projected, State previous) {
        long units = previous.cell.getShape().get(2);
        NDArray gates = previous.hidden.matMul(recurrentWeight).addi(projected);
        NDList parts = gates.split(new long[] {3 * units}, 2);
        NDList gate = Activation.sigmoid(parts.get(0)).split(3, 2);
        NDArray candidate = parts.get(1).tanh();
        NDArray cell = gate.get(1).mul(previous.cell).addi(gate.get(0).mul(candidate));
        return new Gated(gate.get(2), cell);
    }

    /** The weighted mean of three states: Eq. (8, 9) on cells, Eq. (11, 12) on outputs. */
    private NDArray combine(NDArray first, NDArray second, NDArray third) {
        NDArray states = NDArrays.stack(new NDList(first, second, third), STATE_AXIS);
        if (combination == null) {
            return states.mean(new int[] {STATE_AXIS});
        }
        Shape shape = states.getShape();
        NDArray scores =
                states.reshape(shape.get(0), -1, shape.get(3))
                        .matMul(combination)
                        .reshape(shape.get(0), shape.get(1), shape.get(2), 1);
        return states.mul(scores.softmax(STATE_AXIS)).sum(new int[] {STATE_AXIS});
    }
}
