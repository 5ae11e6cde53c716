package dev.undertone.training.export;

import static dev.undertone.training.network.Recurrence.PERIOD;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.undertone.training.network.NetworkConfiguration;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of the {@code Scan}: five unrolled steps of both directions, the last one combining,
 * Eq. (6) to (12) of the paper as {@code BidirectionalRecurrence} states them.
 *
 * <p>In: h' and C' [1,2,B,H]; what the gates get from the input, [5,1,B,4H] per direction. Out: h' and C' after the
 * block; the five h', [5,2,B,H]. All values keep the leading axis of length 1, so that no step needs
 * to be squeezed out of its block or put back.
 */
final class StepBlock {

    private static final TensorProto.DataType FLOAT = TensorProto.DataType.FLOAT;

    private final OnnxGraph graph = new OnnxGraph("block");
    private final NetworkConfiguration configuration;
    private final String recurrentWeight;
    private final String gateSizes;
    private final String combination;

    private StepBlock(NetworkConfiguration configuration, NetworkWeights weights) {
        this.configuration = configuration;
        int cell = configuration.cell();
        recurrentWeight =
                graph.floats(weights.get("02recurrence_recurrentWeight"), 1, 2, cell, 4L * cell);
        gateSizes = graph.integers(3L * cell, cell);
        combination =
                configuration.recurrence().learnsCombination()
                        ? graph.floats(weights.get("02recurrence_combination"), 1, 2, 1, 1, cell)
                        : "";
    }

    static GraphProto of(NetworkConfiguration configuration, NetworkWeights weights) {
        return new StepBlock(configuration, weights).build();
    }

    /** What a step hands on: h' and C'. */
    private record State(String hidden, String cell) {}

    /** The output gate of a step with its uncombined C. */
    private record Gated(String output, String cell) {}

    private GraphProto build() {
        int cell = configuration.cell();
        State state =
                new State(
                        graph.input("block.h", FLOAT, 1, 2, "batch", cell),
                        graph.input("block.c", FLOAT, 1, 2, "batch", cell));
        String forward = graph.input("block.forward", FLOAT, PERIOD, 1, "batch", 4L * cell);
        String backward = graph.input("block.backward", FLOAT, PERIOD, 1, "batch", 4L * cell);
        String both = graph.operator("Concat", forward, backward).with("axis", 1).output();
        List<String> steps = graph.operator("Split", both).with("axis", 0).outputs(PERIOD);
        List<State> states = new ArrayList<>();
        for (String step : steps) {
            boolean combining = states.size() == PERIOD - 1;
            state = combining ? combiningStep(step, state, states) : ordinaryStep(step, state);
            states.add(state);
        }
        String[] hiddens = states.stream().map(State::hidden).toArray(String[]::new);
        String passed = graph.operator("Concat", hiddens).with("axis", 0).output();
        graph.output(state.hidden(), 1, 2, "batch", cell);
        graph.output(state.cell(), 1, 2, "batch", cell);
        graph.output(passed, PERIOD, 2, "batch", cell);
        return graph.build();
    }

    private State ordinaryStep(String projected, State previous) {
        Gated gated = gate(projected, previous);
        String hidden = graph.apply("Mul", gated.output, graph.apply("Tanh", gated.cell));
        return new State(hidden, gated.cell);
    }

    private State combiningStep(String projected, State previous, List<State> before) {
        Gated gated = gate(projected, previous);
        State first = before.get(0);
        State second = before.get(2);
        String cell = combine(first.cell, second.cell, gated.cell);
        String hidden = graph.apply("Mul", gated.output, graph.apply("Tanh", cell));
        return new State(combine(first.hidden, second.hidden, hidden), cell);
    }

    private Gated gate(String projected, State previous) {
        String gates =
                graph.apply(
                        "Add", graph.apply("MatMul", previous.hidden, recurrentWeight), projected);
        List<String> parts = graph.operator("Split", gates, gateSizes).with("axis", 3).outputs(2);
        List<String> gate =
                graph.operator("Split", graph.apply("Sigmoid", parts.get(0)))
                        .with("axis", 3)
                        .outputs(3);
        String kept = graph.apply("Mul", gate.get(1), previous.cell);
        String added = graph.apply("Mul", gate.get(0), graph.apply("Tanh", parts.get(1)));
        return new Gated(gate.get(2), graph.apply("Add", kept, added));
    }

    /** The weighted mean of three states, Eq. (8, 9) and (11, 12). */
    private String combine(String first, String second, String third) {
        if (combination.isEmpty()) {
            String sum = graph.apply("Add", graph.apply("Add", first, second), third);
            return graph.apply("Mul", sum, graph.number(1f / 3));
        }
        int cell = configuration.cell();
        String row = graph.operator("Concat", first, second, third).with("axis", 3).output();
        String states = graph.apply("Reshape", row, graph.integers(1, 2, -1, 3, cell));
        String products = graph.apply("Mul", states, combination);
        String scores =
                graph.operator("ReduceSum", products, graph.integers(4))
                        .with("keepdims", 0)
                        .output();
        String shares = graph.operator("Softmax", scores).with("axis", 3).output();
        String mean =
                graph.apply("MatMul", graph.apply("Unsqueeze", shares, graph.integers(3)), states);
        return graph.apply("Reshape", mean, graph.integers(1, 2, -1, cell));
    }
}
