package dev.undertone.training.export;

import java.util.List;

/** The steps of the combining GRU, Eq. (11, 12), as {@code GruCell} computes them. */
final class GruSteps implements CellSteps {

    private final OnnxGraph graph;
    private final String recurrentWeight;
    private final String gateSizes;
    private final StateMean mean;

    /**
     * Adds nothing yet.
     *
     * @param recurrentWeight U, [1,2,H,3H]
     * @param gateSizes 2H, H
     */
    GruSteps(OnnxGraph graph, String recurrentWeight, String gateSizes, StateMean mean) {
        this.graph = graph;
        this.recurrentWeight = recurrentWeight;
        this.gateSizes = gateSizes;
        this.mean = mean;
    }

    @Override
    public State ordinary(String projected, State previous) {
        return new State(List.of(output(projected, previous.hidden())));
    }

    @Override
    public State combining(String projected, State previous, State first, State second) {
        String hidden = output(projected, previous.hidden());
        return new State(List.of(mean.of(first.hidden(), second.hidden(), hidden)));
    }

    /** h_t = n + z (h'_{t-1} - n). */
    private String output(String projected, String previous) {
        List<String> fromInput = split(projected);
        List<String> fromState = split(graph.apply("MatMul", previous, recurrentWeight));
        String sums = graph.apply("Add", fromInput.get(0), fromState.get(0));
        List<String> gate =
                graph.operator("Split", graph.apply("Sigmoid", sums)).with("axis", 3).outputs(2);
        String reset = graph.apply("Mul", gate.get(1), fromState.get(1));
        String candidate = graph.apply("Tanh", graph.apply("Add", reset, fromInput.get(1)));
        String change = graph.apply("Mul", gate.get(0), graph.apply("Sub", previous, candidate));
        return graph.apply("Add", change, candidate);
    }

    private List<String> split(String gates) {
        return graph.operator("Split", gates, gateSizes).with("axis", 3).outputs(2);
    }
}
