package dev.undertone.training.export;

import static dev.undertone.training.network.Recurrence.PERIOD;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.undertone.training.network.EmotionNetwork;
import dev.undertone.training.network.NetworkConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the serving graph of a network.
 *
 * <p>Inputs: {@code features} float32 [B,T,F] and {@code lengths} int64 [B], each length in 1..T; T
 * = 0 has no meaning and is refused by ONNX Runtime. Outputs: {@code logits} [B,K], {@code
 * attention} [B,T], {@code embedding} [B,2H], as {@link EmotionNetwork} defines them. Padding may
 * hold anything, NaN included. The branches for speaker and gender are left out. The same parameters
 * give the same bytes.
 */
public final class OnnxExporter {

    private static final int OPSET = 17;
    private static final int IR_VERSION = 8;
    private static final float MASKED_SCORE = -1e30f;

    private final OnnxGraph graph = new OnnxGraph("undertone");
    private final NetworkConfiguration configuration;
    private final NetworkWeights weights;

    private OnnxExporter(EmotionNetwork network) {
        configuration = network.configuration();
        weights = new NetworkWeights(network);
    }

    /**
     * Writes the graph, replacing the file where there is one.
     *
     * @throws IOException if the file cannot be written
     */
    public static void export(EmotionNetwork network, Path file) throws IOException {
        Files.write(file, new OnnxExporter(network).model().toByteArray());
    }

    private ModelProto model() {
        String features =
                graph.input(
                        "features",
                        TensorProto.DataType.FLOAT,
                        "batch",
                        "frames",
                        configuration.features());
        String lengths = graph.input("lengths", TensorProto.DataType.INT64, "batch");
        FrameSteps steps = new FrameSteps(graph, configuration, features, lengths);
        String states = recurrence(dense(steps.features(), steps.lengths()), steps.lengths());
        String attention = attention(states, steps);
        String embedding = pool(states, attention, steps.lengths());
        graph.outputAs("logits", branch(embedding), "batch", configuration.emotions());
        graph.outputAs("attention", steps.perFrame(attention), "batch", "frames");
        graph.outputAs("embedding", embedding, "batch", configuration.embedding());
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("undertone")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph.build())
                .build();
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
        float[] values = weights.direction("02recurrence_inputWeight", direction);
        return graph.apply(
                "Gemm",
                graph.apply("Reshape", sequence, graph.integers(-1, dense)),
                graph.floats(values, dense, gates),
                graph.floats(weights.direction("02recurrence_bias", direction), gates));
    }

    /** Eq. (1), masked: [B,2,S,H] to [B,S]. */
    private String attention(String states, FrameSteps steps) {
        String vector =
                graph.floats(weights.get("03pooling_vector"), 1, 2, configuration.cell(), 1);
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
        String bias = graph.floats(weights.get(name + "_bias"), units);
        return graph.operator("Gemm", input, matrix(name + "_weight", units), bias)
                .with("transB", 1)
                .output();
    }

    /** The weights [units,inputs] of a dense layer. */
    private String matrix(String name, long units) {
        float[] values = weights.get(name);
        return graph.floats(values, units, values.length / units);
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
