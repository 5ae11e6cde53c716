package dev.undertone.training.export;

import static dev.undertone.training.network.Recurrence.PERIOD;

import dev.undertone.training.network.EmotionNetwork;
import dev.undertone.training.network.NetworkConfiguration;
import java.util.List;

/**
 * The nodes of an {@link EmotionNetwork} in a graph, its branches for speaker and gender left out.
 *
 * <p>Each parameter is an initializer under its own name, behind a prefix where several networks
 * share a graph; what the graph wants in two parts, one per direction, ends in {@link
 * NetworkWeights#FORWARD} and {@link NetworkWeights#BACKWARD}.
 */
final class RecurrentNodes {

    private static final float MASKED_SCORE = -1e30f;

    private final OnnxGraph graph;
    private final NetworkConfiguration configuration;
    private final NetworkWeights weights;

    private RecurrentNodes(OnnxGraph graph, EmotionNetwork network, String prefix) {
        this.graph = graph;
        configuration = network.configuration();
        weights = new NetworkWeights(prefix, network);
    }

    /**
     * What a network answers.
     *
     * @param logits [B,K]
     * @param attention [B,T]
     * @param embedding [B,2H]
     */
    record Answer(String logits, String attention, String embedding) {}

    /**
     * Adds a network.
     *
     * @param prefix of the names of its initializers; empty where it is alone
     * @param features [B,T,F]
     * @param lengths int64 [B]
     */
    static Answer add(
            OnnxGraph graph,
            EmotionNetwork network,
            String prefix,
            String features,
            String lengths) {
        return new RecurrentNodes(graph, network, prefix).answer(features, lengths);
    }

    private Answer answer(String features, String lengths) {
        FrameSteps steps = new FrameSteps(graph, configuration, features, lengths);
        String states = recurrence(dense(steps.features(), steps.lengths()), steps.lengths());
        String attention = attention(states, steps);
        String embedding = pool(states, attention, steps.lengths());
        return new Answer(branch(embedding), steps.perFrame(attention), embedding);
    }

    /** Dense + ReLU, and time first: [B,S,F] to [S,B,D]. */
    private String dense(String features, String lengths) {
        String timeFirst = graph.operator("Transpose", features).with("perm", 1, 0, 2).output();
        String flat =
                graph.apply("Reshape", timeFirst, graph.integers(-1, configuration.features()));
        String units = graph.apply("Relu", linear("01dense", flat, configuration.dense()));
        return graph.apply(
                "Reshape", units, shape(graph.integers(-1), rows(lengths), configuration.dense()));
    }

    /** Both directions: [S,B,D] to [B,2,S,H]; {@link #backwardTurned} tells in which order. */
    private String recurrence(String sequence, String lengths) {
        String states =
                configuration.recurrence().combines()
                        ? scan(sequence, lengths)
                        : new LstmOperator(configuration, weights).add(graph, sequence, lengths);
        return graph.operator("Transpose", states).with("perm", 2, 1, 0, 3).output();
    }

    /** The combining cells: [S,B,D] to [S,2,B,H], the backward direction in its own time. */
    private String scan(String sequence, String lengths) {
        long cell = configuration.cell();
        String rows = rows(lengths);
        long gates = configuration.recurrence().gates() * cell;
        String blocks = shape(graph.integers(-1, PERIOD, 1), rows, gates);
        String forward = graph.apply("Reshape", project(sequence, 0), blocks);
        String turned = reversed(sequence, lengths, 0);
        String backward = graph.apply("Reshape", project(turned, 1), blocks);
        String zeros = graph.apply("ConstantOfShape", shape(graph.integers(1, 2), rows, cell));
        List<String> inputs =
                configuration.recurrence().hasCell()
                        ? List.of(zeros, zeros, forward, backward)
                        : List.of(zeros, forward, backward);
        List<String> scanned =
                graph.operator("Scan", inputs.toArray(String[]::new))
                        .with("body", StepBlock.of(configuration, weights))
                        .with("num_scan_inputs", 2)
                        .outputs(inputs.size() - 1);
        return graph.apply(
                "Reshape",
                scanned.get(inputs.size() - 2),
                shape(graph.integers(-1, 2), rows, cell));
    }

    /** What the gates of one direction get from the input: [S,B,D] to [S*B,GH]. */
    private String project(String sequence, int direction) {
        int dense = configuration.dense();
        long gates = (long) configuration.recurrence().gates() * configuration.cell();
        return graph.apply(
                "Gemm",
                graph.apply("Reshape", sequence, graph.integers(-1, dense)),
                weights.addDirection(graph, "02recurrence_inputWeight", direction, dense, gates),
                weights.addDirection(graph, "02recurrence_bias", direction, gates));
    }

    /** Eq. (1), masked: [B,2,S,H] to [B,S]. */
    private String attention(String states, FrameSteps steps) {
        String vector = weights.add(graph, "03pooling_vector", 1, 2, configuration.cell(), 1);
        List<String> scores =
                graph.operator("Split", graph.apply("MatMul", states, vector))
                        .with("axis", 1)
                        .outputs(2);
        String flat = graph.integers(0, -1);
        String forward = graph.apply("Reshape", scores.get(0), flat);
        String backward =
                backwardTurned(graph.apply("Reshape", scores.get(1), flat), steps.lengths());
        String sum = graph.apply("Add", forward, backward);
        String masked = graph.apply("Where", steps.real(), sum, graph.number(MASKED_SCORE));
        return graph.operator("Softmax", masked).with("axis", 1).output();
    }

    /** Eq. (2): each direction is weighted in its own time, [B,2,S,H] to [B,2H]. */
    private String pool(String states, String attention, String lengths) {
        String row = graph.integers(1, 2);
        String forward = graph.apply("Unsqueeze", attention, row);
        String backward = graph.apply("Unsqueeze", backwardTurned(attention, lengths), row);
        String both = graph.operator("Concat", forward, backward).with("axis", 1).output();
        String pooled = graph.apply("MatMul", both, states);
        return graph.apply("Reshape", pooled, graph.integers(0, configuration.embedding()));
    }

    private String branch(String embedding) {
        String units =
                graph.apply("Relu", linear("04emotion_01hidden", embedding, configuration.dense()));
        return linear("04emotion_02scores", units, configuration.emotions());
    }

    private String linear(String name, String input, long units) {
        String bias = weights.add(graph, name + "_bias", units);
        long inputs = weights.get(name + "_weight").length / units;
        return graph.operator(
                        "Gemm", input, weights.add(graph, name + "_weight", units, inputs), bias)
                .with("transB", 1)
                .output();
    }

    /**
     * Takes [B,S] from the order of the frames to that of the backward states, or back.
     *
     * <p>The scan leaves the backward states in their own time, because turning their scores and
     * weights is cheaper; the LSTM operator turns them itself.
     */
    private String backwardTurned(String array, String lengths) {
        return configuration.recurrence().combines() ? reversed(array, lengths, 1) : array;
    }

    /** Turns each row round within its own length; the time is axis 0 or 1, the row the other. */
    private String reversed(String array, String lengths, long timeAxis) {
        return graph.operator("ReverseSequence", array, lengths)
                .with("time_axis", timeAxis)
                .with("batch_axis", 1 - timeAxis)
                .output();
    }

    private String rows(String lengths) {
        return graph.apply("Shape", lengths);
    }

    private String shape(String first, String rows, long last) {
        return graph.operator("Concat", first, rows, graph.integers(last)).with("axis", 0).output();
    }
}
