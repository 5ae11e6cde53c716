package dev.undertone.training.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.undertone.training.network.NetworkConfiguration;
import dev.undertone.training.network.Recurrence;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of the {@code Scan}: five unrolled steps of both directions, the last one combining,
 * Eq. (6) to (12) of the paper as {@code BidirectionalRecurrence} states them.
 *
 * <p>In: h' and C' [1,2,B,H]; what the gates get from the input, [5,2,B,4H]. Out: h' and C' after the
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
                        ? graph.floats(weights.get("02recurrence_combination"), 1, 2, cell, 1)
                        : "";
    }

    static GraphProto of(NetworkConfiguration configuration, NetworkWeights weights) {
        return new StepBlock(configuration, weights).build();
    }

    /** What a step hands on, or the output gate with the uncombined cell of a step. */
    private record State(String hidden, String cell) {}

    private GraphProto build() {
        int cell = configuration.cell();
        State state =
                new State(
                        graph.input("block.h", FLOAT, 1, 2, "batch", cell),
                        graph.input("block.c", FLOAT, 1, 2, "batch", cell));
        String block = graph.input("block.x", FLOAT, Recurrence.PERIOD, 2, "batch", 4L * cell);
        List<String> steps =
                graph.operator("Split", block).with("axis", 0).outputs(Recurrence.PERIOD);
        List<State> states = new ArrayList<>();
        for (String step : steps) {
            boolean combining =
                    configuration.recurrence().combines() && states.size() == steps.size() - 1;
            state = combining ? combiningStep(step, state, states) : ordinaryStep(step, state);
            states.add(state);
        }
        String[] hiddens = states.stream().map(State::hidden).toArray(String[]::new);
        String passed = graph.operator("Concat", hiddens).with("axis", 0).output();
        graph.output(state.hidden(), "block.h.out", 1, 2, "batch", cell);
        graph.output(state.cell(), "block.c.out", 1, 2, "batch", cell);
        graph.output(passed, "block.passed", Recurrence.PERIOD, 2, "batch", cell);
        return graph.build();
    }

    private State ordinaryStep(String projected, State previous) {
        State gated = gate(projected, previous);
        String hidden = graph.apply("Mul", gated.hidden, graph.apply("Tanh", gated.cell));
        return new State(hidden, gated.cell);
    }

    private State combiningStep(String projected, State previous, List<State> before) {
        State gated = gate(projected, previous);
        State first = before.get(0);
        State second = before.get(2);
        String cell = combine(first.cell, second.cell, gated.cell);
        String hidden = graph.apply("Mul", gated.hidden, graph.apply("Tanh", cell));
        return new State(combine(first.hidden, second.hidden, hidden), cell);
    }

    private State gate(String projected, State previous) {
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
        return new State(gate.get(2), graph.apply("Add", kept, added));
    }

    private String combine(String first, String second, String third) {
        String states = graph.operator("Concat", first, second, third).with("axis", 0).output();
        if (combination.isEmpty()) {
            return graph.operator("ReduceMean", states).with("axes", new long[] {0}).output();
        }
        String scores = graph.apply("MatMul", states, combination);
        String shares = graph.operator("Softmax", scores).with("axis", 0).output();
        return graph.apply("ReduceSum", graph.apply("Mul", states, shares), graph.integers(0));
    }
}
