package dev.undertone.training.export;

import java.util.List;

/** The nodes of one step of a recurrent cell, both directions at once. */
interface CellSteps {

    /**
     * What a step hands on, each [1,2,B,H].
     *
     * @param values h', and C' after it where the cell has one
     */
    record State(List<String> values) {

        String hidden() {
            return values.get(0);
        }

        String cell() {
            return values.get(1);
        }
    }

    /**
     * Adds an ordinary step.
     *
     * @param projected what the gates get from the input, [1,2,B,GH]
     * @param previous of step t-1
     */
    State ordinary(String projected, State previous);

    /**
     * Adds a step that combines.
     *
     * @param projected what the gates get from the input, [1,2,B,GH]
     * @param previous of step t-1
     * @param first of step t-4
     * @param second of step t-2
     */
    State combining(String projected, State previous, State first, State second);
}
