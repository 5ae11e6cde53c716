package dev.undertone.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import java.util.Objects;

/**
 * One step of the LSTM family, both directions at once, to the equations of {@link
 * BidirectionalRecurrence}.
 *
 * <p>The gates lie side by side in the order i, f, o, g, so that one sigmoid serves three of them.
 */
final class LstmCell implements RecurrentCell {

    private final NDArray recurrentWeight;
    private final StateCombination combination;

    /**
     * Takes the weights of the cell, which stay the caller's.
     *
     * @param recurrentWeight U, [2,H,4H]
     * @param combination of cells and of outputs alike
     */
    LstmCell(NDArray recurrentWeight, StateCombination combination) {
        this.recurrentWeight = recurrentWeight;
        this.combination = combination;
    }

    /** An output gate [2,B,H] with the uncombined cell C_t [2,B,H] of its step. */
    private record Gated(NDArray output, NDArray cell) {}

    /** h'_{-1} = C'_{-1} = 0. */
    @Override
    public State initial(NDArray zeros) {
        return new State(zeros, zeros.zerosLike());
    }

    /** C'_t = C_t, h'_t = h_t = o tanh(C_t). */
    @Override
    public State ordinaryStep(NDArray projected, State previous) {
        Gated gated = gate(projected, previous);
        return new State(gated.output.mul(gated.cell.tanh()), gated.cell);
    }

    /** Eq. (8) to (12): the cells first, then the outputs that come of the combined cell. */
    @Override
    public State combiningStep(NDArray projected, State previous, State first, State second) {
        Gated gated = gate(projected, previous);
        NDArray cell = combination.mean(cellOf(first), cellOf(second), gated.cell);
        NDArray hidden = gated.output.mul(cell.tanh());
        return new State(combination.mean(first.hidden(), second.hidden(), hidden), cell);
    }

    private Gated gate(NDArray projected, State previous) {
        NDArray kept = cellOf(previous);
        long units = kept.getShape().get(2);
        NDArray gates = previous.hidden().matMul(recurrentWeight).addi(projected);
        NDList parts = gates.split(new long[] {3 * units}, 2);
        NDList gate = Activation.sigmoid(parts.get(0)).split(3, 2);
        NDArray candidate = parts.get(1).tanh();
        NDArray cell = gate.get(1).mul(kept).addi(gate.get(0).mul(candidate));
        return new Gated(gate.get(2), cell);
    }

    private static NDArray cellOf(State state) {
        return Objects.requireNonNull(state.cell(), "an LSTM's state has a cell");
    }
}
