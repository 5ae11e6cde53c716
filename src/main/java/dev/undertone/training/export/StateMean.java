package dev.undertone.training.export;

/** The weighted mean of three states [1,2,B,H], Eq. (8, 9) and (11, 12). */
final class StateMean {

    private final OnnxGraph graph;
    private final String vector;
    private final int cell;

    /**
     * Adds nothing yet.
     *
     * @param vector V, [1,2,1,1,H], or empty for the plain mean
     * @param cell H
     */
    StateMean(OnnxGraph graph, String vector, int cell) {
        this.graph = graph;
        this.vector = vector;
        this.cell = cell;
    }

    String of(String first, String second, String third) {
        if (vector.isEmpty()) {
            String sum = graph.apply("Add", graph.apply("Add", first, second), third);
            return graph.apply("Mul", sum, graph.number(1f / 3));
        }
        String row = graph.operator("Concat", first, second, third).with("axis", 3).output();
        String states = graph.apply("Reshape", row, graph.integers(1, 2, -1, 3, cell));
        String products = graph.apply("Mul", states, vector);
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
