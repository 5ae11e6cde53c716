package dev.undertone.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Neighbouring frames 2k and 2k+1 of a row, averaged on the way in and given half of their step's
 * attention each on the way out. A last odd frame stands alone and keeps all of it.
 */
final class FramePairs {

    private final NDArray members;
    private final NDArray count;
    private final long frames;

    /**
     * Pairs the frames of a batch.
     *
     * @param real true on real frames, boolean [B,T]
     * @param type the data type to work in
     */
    FramePairs(NDArray real, DataType type) {
        frames = real.getShape().get(1);
        long rows = real.getShape().get(0);
        NDArray padded = padded(real.toType(type, true));
        members = padded.reshape(rows, (frames + 1) / 2, 2);
        count = members.sum(new int[] {2}, true).clip(1, 2);
    }

    /**
     * Averages the members of each pair.
     *
     * @param features [B,T,F], zero in the padding
     * @return [B,(T+1)/2,F], zero in the padding
     */
    NDArray average(NDArray features) {
        Shape shape = features.getShape();
        NDArray pairs = padded(features).reshape(shape.get(0), (frames + 1) / 2, 2, shape.get(2));
        return pairs.sum(new int[] {2}).div(count);
    }

    /**
     * Hands the weight of each step to its members in equal parts.
     *
     * @param attention [B,(T+1)/2]
     * @return [B,T], exactly 0 in the padding
     */
    NDArray spread(NDArray attention) {
        NDArray shares = attention.expandDims(2).div(count).mul(members);
        NDArray flat = shares.reshape(attention.getShape().get(0), 2 * attention.getShape().get(1));
        return flat.get(new NDIndex(":, :{}", frames));
    }

    private NDArray padded(NDArray array) {
        if (frames % 2 == 0) {
            return array;
        }
        long[] more = array.getShape().getShape().clone();
        more[1] = 1;
        NDArray zeros = array.getManager().zeros(new Shape(more), array.getDataType());
        return array.getNDArrayInternal().concat(new NDList(zeros), 1);
    }
}
