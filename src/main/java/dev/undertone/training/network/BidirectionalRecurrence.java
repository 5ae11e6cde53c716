package dev.undertone.training.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recurrent layer in both directions, Eq. (6) to (12) with the gates of an LSTM or a GRU.
 *
 * <p>LSTM, every step: i, f, o = sigmoid(x_t W + h'_{t-1} U + b); g = tanh(...), Eq. (7); C_t = f
 * C'_{t-1} + i g, Eq. (6). Ordinary step: C'_t = C_t, h_t = h'_t = o tanh(C_t). Combining step, every
 * {@link Recurrence#PERIOD}th: C'_t = sum_j wC_j C_j over j in {t-4, t-2, t} with wC_j =
 * softmax_j(V.C_j), Eq. (8, 9); h_t = o tanh(C'_t), Eq. (10); h'_t = sum_j wh_j h_j with wh_j =
 * softmax_j(V.h_j), Eq. (11, 12). V is the paper's W, one vector per direction, shared by (9) and
 * (12). The combined states are the uncombined ones of their steps; h'_t is what is passed upward.
 *
 * <p>GRU, every step: z, r = sigmoid(x_t W + h'_{t-1} U + b); n = tanh(x_t W_n + b_n + r * (h'_{t-1}
 * U_n)), the reset after the product, as in cuDNN; h_t = (1 - z) * n + z * h'_{t-1}. Ordinary step:
 * h'_t = h_t. Combining step: h'_t by Eq. (11, 12); there is no C.
 *
 * <p>First values: W as Xavier, U orthogonal, V zero, the bias zero but for 1 on the LSTM's forget
 * gate, which a GRU has none of.
 *
 * <p>Input: sequence [T,B,D]; reversal int64 [T,B], which turns each row round within its length.
 * Output [2,T,B,H]: first the forward direction, then the backward one in its own time, which is
 * the reversed one. Steps beyond the length of a row hold values without meaning; no real step
 * depends on them. Both directions share one batched product per step.
 */
final class BidirectionalRecurrence extends AbstractBlock {

    private final Recurrence recurrence;
    private final int cell;
    private final Parameter inputWeight;
    private final Parameter bias;
    private final Parameter recurrentWeight;
    private final @Nullable Parameter combination;

    BidirectionalRecurrence(Recurrence recurrence, int inputs, int cell) {
        this.recurrence = recurrence;
        this.cell = cell;
        int gates = recurrence.gates() * cell;
        inputWeight =
                parameter(
                        "inputWeight",
                        Parameter.Type.WEIGHT,
                        new Shape(2, inputs, gates),
                        GateInitializer.XAVIER);
        bias =
                parameter(
                        "bias",
                        Parameter.Type.BIAS,
                        new Shape(2, 1, gates),
                        recurrence.hasCell() ? GateInitializer.FORGET_ONE : Initializer.ZEROS);
        recurrentWeight =
                parameter(
                        "recurrentWeight",
                        Parameter.Type.WEIGHT,
                        new Shape(2, cell, gates),
                        GateInitializer.ORTHOGONAL);
        combination =
                recurrence.learnsCombination()
                        ? parameter(
                                "combination",
                                Parameter.Type.OTHER,
                                new Shape(2, cell, 1),
                                Initializer.ZEROS)
                        : null;
    }

    private Parameter parameter(
            String name, Parameter.Type type, Shape shape, Initializer initializer) {
        return addParameter(
                Parameter.builder()
                        .setName(name)
                        .setType(type)
                        .optShape(shape)
                        .optInitializer(initializer)
                        .build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore,
            NDList inputs,
            boolean training,
            @Nullable PairList<String, Object> params) {
        NDArray sequence = inputs.get(0);
        Device device = sequence.getDevice();
        NDList projected =
                project(
                        sequence,
                        inputs.get(1),
                        parameterStore.getValue(inputWeight, device, training),
                        parameterStore.getValue(bias, device, training));
        NDArray v =
                combination == null ? null : parameterStore.getValue(combination, device, training);
        NDArray u = parameterStore.getValue(recurrentWeight, device, training);
        return new NDList(NDArrays.stack(run(projected, cell(u, new StateCombination(v))), 1));
    }

    private RecurrentCell cell(NDArray u, StateCombination combine) {
        return recurrence.hasCell() ? new LstmCell(u, combine) : new GruCell(u, combine);
    }

    /** What the gates get from the input, one array [2,B,GH] per step. */
    private static NDList project(NDArray sequence, NDArray reversal, NDArray w, NDArray b) {
        Shape shape = sequence.getShape();
        NDArray reversed = sequence.gather(reversal.expandDims(2).broadcast(shape), 0);
        NDArray gates =
                NDArrays.stack(new NDList(sequence, reversed))
                        .reshape(2, -1, shape.get(2))
                        .matMul(w)
                        .add(b);
        return gates.split(shape.get(0), 1);
    }

    /** All steps; returns h'_t, one array [2,B,H] per step. */
    private NDList run(NDList projected, RecurrentCell steps) {
        NDArray first = projected.head();
        Shape shape = new Shape(2, first.getShape().get(1), cell);
        RecurrentCell.State state =
                steps.initial(first.getManager().zeros(shape, first.getDataType()));
        NDList outputs = new NDList(projected.size());
        for (int start = 0; start < projected.size(); start += Recurrence.PERIOD) {
            int end = Math.min(start + Recurrence.PERIOD, projected.size());
            List<RecurrentCell.State> states =
                    runPeriod(projected.subNDList(start, end), state, steps);
            states.forEach(passed -> outputs.add(passed.hidden()));
            state = states.get(states.size() - 1);
        }
        return outputs;
    }

    /**
     * Runs the steps up to and including the next combining step.
     *
     * <p>Everything but the outputs and the last state is closed here: where no gradient holds it,
     * it would otherwise live as long as the whole sequence.
     */
    private List<RecurrentCell.State> runPeriod(
            NDList projected, RecurrentCell.State start, RecurrentCell steps) {
        NDManager lasting = start.hidden().getManager();
        try (NDManager scratch = lasting.newSubManager()) {
            start.arrays().tempAttach(scratch);
            List<RecurrentCell.State> states = new ArrayList<>(Recurrence.PERIOD);
            RecurrentCell.State state = start;
            for (NDArray step : projected) {
                boolean combining = recurrence.combines() && states.size() == Recurrence.PERIOD - 1;
                state =
                        combining
                                ? steps.combiningStep(step, state, states.get(0), states.get(2))
                                : steps.ordinaryStep(step, state);
                states.add(state);
            }
            states.forEach(passed -> passed.hidden().attach(lasting));
            state.arrays().attach(lasting);
            return states;
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape sequence = inputShapes[0];
        return new Shape[] {new Shape(2, sequence.get(0), sequence.get(1), cell)};
    }
}
