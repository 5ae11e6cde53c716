package dev.undertone.training.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.undertone.training.network.NetworkConfiguration;
import dev.undertone.training.network.Recurrence;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a network of frames back from the graph that {@link OnnxExporter} wrote of it, to the bit: what fine-tuning
 * begins with.
 *
 * <p>The initializers are told by their order, which the exporter fixes, and their names are checked where they have
 * any: those of the graphs of 1.0 have not. Branches for speaker and gender are not in a graph.
 */
public final class OnnxImporter {

    private static final String DENSE = "01dense";
    private static final String RECURRENCE = "02recurrence";
    private static final String POOLING = "03pooling_vector";
    private static final String HIDDEN = "04emotion_01hidden";
    private static final String SCORES = "04emotion_02scores";
    private static final String INPUT = RECURRENCE + "_inputWeight";
    private static final String BIAS = RECURRENCE + "_bias";
    private static final String RECURRENT = RECURRENCE + "_recurrentWeight";
    private static final String COMBINATION = RECURRENCE + "_combination";

    /** What the names of values that no parameter is named after hold. */
    private static final String UNNAMED = ".constant.";

    private final GraphProto graph;
    private final Map<String, TensorProto> tensors = new HashMap<>();
    private final Recurrence recurrence;

    private OnnxImporter(GraphProto graph) {
        this.graph = graph;
        List<String> inputs = graph.getInputList().stream().map(ValueInfoProto::getName).toList();
        if (!inputs.equals(List.of("features", "lengths"))) {
            throw new IllegalArgumentException(
                    "expected the graph of a network of frames but got inputs " + inputs);
        }
        Optional<GraphProto> body = scanBody(graph);
        recurrence = body.map(OnnxImporter::recurrence).orElse(Recurrence.LSTM);
        name(arrays(graph), order(recurrence));
        body.ifPresent(steps -> name(arrays(steps), bodyOrder(recurrence)));
    }

    /**
     * Reads a network.
     *
     * @param onnx the bytes of a graph
     * @throws IllegalArgumentException in one line, if they are not the graph of one network of frames
     */
    public static TrainedWeights read(byte[] onnx) {
        try {
            return new OnnxImporter(ModelProto.parseFrom(onnx).getGraph()).weights();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("expected an ONNX graph: " + e.getMessage(), e);
        }
    }

    private TrainedWeights weights() {
        TensorProto dense = tensor(DENSE + "_weight");
        NetworkConfiguration configuration =
                new NetworkConfiguration(
                        recurrence,
                        size(dense, 1),
                        size(dense, 0),
                        size(tensor(POOLING), 2),
                        size(tensor(SCORES + "_bias"), 0),
                        0,
                        0,
                        0,
                        averagesPairs() ? 2 : 1);
        Map<String, float[]> values = new LinkedHashMap<>();
        for (String layer : List.of(DENSE, HIDDEN, SCORES)) {
            values.put(layer + "_weight", floats(layer + "_weight"));
            values.put(layer + "_bias", floats(layer + "_bias"));
        }
        values.put(POOLING, floats(POOLING));
        if (recurrence.combines()) {
            putScan(values);
        } else {
            putOperator(values, configuration);
        }
        return new TrainedWeights(configuration, values);
    }

    private void putScan(Map<String, float[]> values) {
        for (String name : List.of(INPUT, BIAS)) {
            float[] forward = floats(name + NetworkWeights.FORWARD);
            float[] backward = floats(name + NetworkWeights.BACKWARD);
            values.put(
                    name,
                    FloatBuffer.allocate(forward.length + backward.length)
                            .put(forward)
                            .put(backward)
                            .array());
        }
        values.put(RECURRENT, floats(RECURRENT));
        if (recurrence.learnsCombination()) {
            values.put(COMBINATION, floats(COMBINATION));
        }
    }

    private void putOperator(Map<String, float[]> values, NetworkConfiguration configuration) {
        int cell = configuration.cell();
        values.put(INPUT, LstmOperator.gatesInColumns(floats(INPUT), configuration.dense(), cell));
        values.put(RECURRENT, LstmOperator.gatesInColumns(floats(RECURRENT), cell, cell));
        values.put(BIAS, LstmOperator.ownBiases(floats(BIAS), cell));
    }

    /** Only a network of two frames per step sums anything outside its steps. */
    private boolean averagesPairs() {
        return graph.getNodeList().stream().anyMatch(node -> node.getOpType().equals("ReduceSum"));
    }

    private static Optional<GraphProto> scanBody(GraphProto graph) {
        return graph.getNodeList().stream()
                .filter(node -> node.getOpType().equals("Scan"))
                .map(NodeProto::getAttributeList)
                .flatMap(List::stream)
                .filter(AttributeProto::hasG)
                .map(AttributeProto::getG)
                .findFirst();
    }

    /** A GRU has three gates; what learns its combination has a second array. */
    private static Recurrence recurrence(GraphProto body) {
        List<TensorProto> arrays = arrays(body);
        if (arrays.isEmpty() || arrays.get(0).getDimsCount() != 4) {
            throw new IllegalArgumentException("expected the steps of a recurrent cell");
        }
        TensorProto recurrent = arrays.get(0);
        if (recurrent.getDims(3) == 3 * recurrent.getDims(2)) {
            return Recurrence.A_GRU;
        }
        return arrays.size() == 1 ? Recurrence.MEAN_LSTM : Recurrence.A_LSTM;
    }

    /** In the order of {@link RecurrentNodes} and {@link LstmOperator}. */
    private static List<String> order(Recurrence recurrence) {
        List<String> names = new ArrayList<>(List.of(DENSE + "_bias", DENSE + "_weight"));
        if (recurrence.combines()) {
            for (String ending : List.of(NetworkWeights.FORWARD, NetworkWeights.BACKWARD)) {
                names.addAll(List.of(INPUT + ending, BIAS + ending));
            }
        } else {
            names.addAll(List.of(INPUT, RECURRENT, BIAS));
        }
        names.add(POOLING);
        for (String layer : List.of(HIDDEN, SCORES)) {
            names.addAll(List.of(layer + "_bias", layer + "_weight"));
        }
        return names;
    }

    /** In the order of {@link StepBlock}. */
    private static List<String> bodyOrder(Recurrence recurrence) {
        return recurrence.learnsCombination()
                ? List.of(RECURRENT, COMBINATION)
                : List.of(RECURRENT);
    }

    private static List<TensorProto> arrays(GraphProto graph) {
        return graph.getInitializerList().stream()
                .filter(tensor -> tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber())
                .filter(tensor -> tensor.getDimsCount() > 0)
                .toList();
    }

    private void name(List<TensorProto> arrays, List<String> names) {
        if (arrays.size() != names.size()) {
            throw new IllegalArgumentException(
                    "expected %d arrays of one network but got %d"
                            .formatted(names.size(), arrays.size()));
        }
        for (int i = 0; i < names.size(); i++) {
            String actual = arrays.get(i).getName();
            if (!actual.equals(names.get(i)) && !actual.contains(UNNAMED)) {
                throw new IllegalArgumentException(
                        "expected parameter %s but got %s".formatted(names.get(i), actual));
            }
            tensors.put(names.get(i), arrays.get(i));
        }
    }

    private TensorProto tensor(String name) {
        TensorProto tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalStateException("every parameter has been named");
        }
        return tensor;
    }

    private static int size(TensorProto tensor, int axis) {
        if (axis >= tensor.getDimsCount()) {
            throw new IllegalArgumentException(
                    "expected more than %d axes of %s but got %d"
                            .formatted(axis, tensor.getName(), tensor.getDimsCount()));
        }
        return Math.toIntExact(tensor.getDims(axis));
    }

    private float[] floats(String name) {
        FloatBuffer values =
                tensor(name)
                        .getRawData()
                        .asReadOnlyByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
        float[] array = new float[values.remaining()];
        values.get(array);
        return array;
    }
}
