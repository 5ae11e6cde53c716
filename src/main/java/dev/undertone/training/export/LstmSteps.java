package dev.undertone.training.export;

import java.util.List;

/** The steps of the combining LSTM cells, Eq. (6) to (12), as {@code LstmCell} computes them. */
final class LstmSteps implements CellSteps {

    private final OnnxGraph graph;
    private final String recurrentWeight;
    private final String gateSizes;
    private final StateMean mean;

    /**
     * Adds nothing yet.
     *
     * @param recurrentWeight U, [1,2,H,4H]
     * @param gateSizes 3H, H
     */
    LstmSteps(OnnxGraph graph, String recurrentWeight, String gateSizes, StateMean mean) {
        this.graph = graph;
        this.recurrentWeight = recurrentWeight;
        this.gateSizes = gateSizes;
        this.mean = mean;
    }

    /** The output gate of a step with its uncombined C. */
    private record Gated(String output, String cell) {}

    @Override
    public State ordinary(String projected, State previous) {
        Gated gated = gate(projected, previous);
        String hidden = graph.apply("Mul", gated.output, graph.apply("Tanh", gated.cell));
        return new State(List.of(hidden, gated.cell));
    }

    @Override
    public State combining(String projected, State previous, State first, State second) {
        Gated gated = gate(projected, previous);
        String cell = mean.of(first.cell(), second.cell(), gated.cell);
        String hidden = graph.apply("Mul", gated.output, graph.apply("Tanh", cell));
        return new State(List.of(mean.of(first.hidden(), second.hidden(), hidden), cell));
    }

    private Gated gate(String projected, State previous) {
        String gates =
                graph.apply(
                        "Add",
                        graph.apply("MatMul", previous.hidden(), recurrentWeight),
                        projected);
        List<String> parts = graph.operator("Split", gates, gateSizes).with("axis", 3).outputs(2);
        List<String> gate =
                graph.operator("Split", graph.apply("Sigmoid", parts.get(0)))
                        .with("axis", 3)
                        .outputs(3);
        String kept = graph.apply("Mul", gate.get(1), previous.cell());
        String added = graph.apply("Mul", gate.get(0), graph.apply("Tanh", parts.get(1)));
        return new Gated(gate.get(2), graph.apply("Add", kept, added));
    }
}
