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
 * The recurrent layer in both directions, Eq. (6) to (12) and the LSTM gates.
 *
 * <p>Every step: i, f, o = sigmoid(x_t W + h'_{t-1} U + b); g = tanh(...), Eq. (7); C_t = f C'_{t-1}
 * + i g, Eq. (6). Ordinary step: C'_t = C_t, h_t = h'_t = o tanh(C_t). Combining step, every {@link
 * Recurrence#PERIOD}th: C'_t = sum_j wC_j C_j over j in {t-4, t-2, t} with wC_j = softmax_j(V.C_j),
 * Eq. (8, 9); h_t = o tanh(C'_t), Eq. (10); h'_t = sum_j wh_j h_j with wh_j = softmax_j(V.h_j), Eq.
 * (11, 12). V is the paper's W, one vector per direction, shared by (9) and (12). The combined
 * states are the uncombined ones of their steps; h'_t is what is passed upward.
 *
 * <p>Input: sequence [T,B,D]; reversal int64 [T,B], which turns each row round within its length.
 * Output [2,T,B,H]: first the forward direction, then the backward one in its own time, which is
 * the reversed one. Steps beyond the length of a row hold values without meaning; no real step
 * depends on them. Both directions share one batched product per step.
 */
final class BidirectionalRecurrence extends AbstractBlock {

    private static final int GATES = 4;

    private final Recurrence recurrence;
    private final int cell;
    private final Parameter inputWeight;
    private final Parameter bias;
    private final Parameter recurrentWeight;
    private final @Nullable Parameter combination;

    BidirectionalRecurrence(Recurrence recurrence, int inputs, int cell) {
        this.recurrence = recurrence;
        this.cell = cell;
        int gates = GATES * cell;
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
                        GateInitializer.FORGET_ONE);
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
        return new NDList(NDArrays.stack(run(projected, new LstmCell(u, v)), 1));
    }

    /** What the gates get from the input, one array [2,B,4H] per step. */
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
    private NDList run(NDList projected, LstmCell lstm) {
        NDArray first = projected.head();
        Shape shape = new Shape(2, first.getShape().get(1), cell);
        LstmCell.State state =
                new LstmCell.State(
                        first.getManager().zeros(shape, first.getDataType()),
                        first.getManager().zeros(shape, first.getDataType()));
        NDList outputs = new NDList(projected.size());
        for (int start = 0; start < projected.size(); start += Recurrence.PERIOD) {
            int end = Math.min(start + Recurrence.PERIOD, projected.size());
            List<LstmCell.State> states = runPeriod(projected.subNDList(start, end), state, lstm);
            states.forEach(passed -> outputs.add(passed.hidden()));
            state = states.get(states.size() - 1);
        }
        return outputs;
    }

    /**
     * Runs the steps up to and including the next combining step.
     *
     * <p>Everything but the outputs and the last cell is closed here: where no gradient holds it,
     * it would otherwise live as long as the whole sequence.
     */
    private List<LstmCell.State> runPeriod(NDList projected, LstmCell.State start, LstmCell lstm) {
        NDManager lasting = start.hidden().getManager();
        try (NDManager scratch = lasting.newSubManager()) {
            start.hidden().tempAttach(scratch);
            start.cell().tempAttach(scratch);
            List<LstmCell.State> states = new ArrayList<>(Recurrence.PERIOD);
            LstmCell.State state = start;
            for (NDArray step : projected) {
                boolean combining = recurrence.combines() && states.size() == Recurrence.PERIOD - 1;
                state =
                        combining
                                ? lstm.combiningStep(step, state, states.get(0), states.get(2))
                                : lstm.ordinaryStep(step, state);
                states.add(state);
            }
            states.forEach(passed -> passed.hidden().attach(lasting));
            state.cell().attach(lasting);
            return states;
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape sequence = inputShapes[0];
        return new Shape[] {new Shape(2, sequence.get(0), sequence.get(1), cell)};
    }
}
