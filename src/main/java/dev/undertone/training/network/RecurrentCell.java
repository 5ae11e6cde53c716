package dev.undertone.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.jspecify.annotations.Nullable;

/** One step of a recurrent cell, both directions at once. */
interface RecurrentCell {

    /**
     * What a step hands to the next one: h'_t, and C'_t where the cell has one.
     *
     * @param hidden [2,B,H]
     * @param cell [2,B,H], or null in a GRU
     */
    record State(NDArray hidden, @Nullable NDArray cell) {

        /** The one or two arrays of this state. */
        NDList arrays() {
            return cell == null ? new NDList(hidden) : new NDList(hidden, cell);
        }
    }

    /**
     * The state before the first step.
     *
     * @param zeros [2,B,H], h'_{-1}
     */
    State initial(NDArray zeros);

    /**
     * The step of an ordinary cell of its kind.
     *
     * @param projected x_t W + b, [2,B,GH] with the gates side by side
     * @param previous of step t-1
     */
    State ordinaryStep(NDArray projected, State previous);

    /**
     * The step that combines the states of the steps t-4, t-2 and t.
     *
     * @param projected x_t W + b, [2,B,GH] with the gates side by side
     * @param previous of step t-1
     * @param first of step t-4
     * @param second of step t-2
     */
    State combiningStep(NDArray projected, State previous, State first, State second);
}
