package dev.undertone.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;

/**
 * One step of the GRU (Cho et al., 2014), both directions at once, to the equations of {@link
 * BidirectionalRecurrence}. It has no C: what combining steps combine is h alone, Eq. (11, 12).
 *
 * <p>The gates lie side by side in the order z, r, n. The reset gate acts after the recurrent
 * product, as in cuDNN, so that one product serves all three.
 */
final class GruCell implements RecurrentCell {

    private final NDArray recurrentWeight;
    private final StateCombination combination;

    /**
     * Takes the weights of the cell, which stay the caller's.
     *
     * @param recurrentWeight U, [2,H,3H]
     * @param combination of outputs
     */
    GruCell(NDArray recurrentWeight, StateCombination combination) {
        this.recurrentWeight = recurrentWeight;
        this.combination = combination;
    }

    /** h'_{-1} = 0. */
    @Override
    public State initial(NDArray zeros) {
        return new State(zeros, null);
    }

    /** h'_t = h_t. */
    @Override
    public State ordinaryStep(NDArray projected, State previous) {
        return new State(output(projected, previous.hidden()), null);
    }

    /** Eq. (11, 12). */
    @Override
    public State combiningStep(NDArray projected, State previous, State first, State second) {
        NDArray hidden = output(projected, previous.hidden());
        return new State(combination.mean(first.hidden(), second.hidden(), hidden), null);
    }

    /** h_t = (1 - z) n + z h'_{t-1}, computed as n + z (h'_{t-1} - n). */
    private NDArray output(NDArray projected, NDArray previous) {
        long[] gateSizes = {2 * previous.getShape().get(2)};
        NDList fromInput = projected.split(gateSizes, 2);
        NDList fromState = previous.matMul(recurrentWeight).split(gateSizes, 2);
        NDArray gates = Activation.sigmoid(fromInput.get(0).add(fromState.get(0)));
        NDList gate = gates.split(2, 2);
        NDArray candidate = gate.get(1).mul(fromState.get(1)).addi(fromInput.get(1)).tanh();
        return previous.sub(candidate).mul(gate.get(0)).addi(candidate);
    }
}
