package dev.undertone.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;

/**
 * Where each row of a padded batch ends. Arrays made here belong to the manager of {@code lengths}.
 *
 * @param lengths the number of real steps per row, int64 [B], each in 1..steps
 * @param steps the number of steps of the batch, padding included
 */
record RowLengths(NDArray lengths, long steps) {

    /** True on real steps, boolean [B,T]. */
    NDArray real() {
        NDArray step = lengths.getManager().arange(0, (int) steps, 1, DataType.INT64);
        return step.expandDims(0).lt(lengths.expandDims(1));
    }

    /**
     * The index that reverses each row within its own length, int64 [T,B]: n-1-t for t &lt; n, and t
     * itself in the padding. It is its own inverse.
     */
    NDArray reversal() {
        NDArray step =
                lengths.getManager()
                        .arange(0, (int) steps, 1, DataType.INT64)
                        .expandDims(1)
                        .broadcast(steps, lengths.size());
        NDArray mirrored = lengths.expandDims(0).sub(1).sub(step);
        return NDArrays.where(mirrored.gte(0), mirrored, step);
    }

    /** The lengths after neighbouring steps were averaged in pairs: (n + 1) / 2, rounded down. */
    RowLengths halved() {
        NDArray halves = lengths.toType(DataType.FLOAT64, true).add(1).div(2).floor();
        return new RowLengths(halves.toType(DataType.INT64, true), (steps + 1) / 2);
    }
}
