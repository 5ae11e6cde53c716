package dev.undertone.training.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.undertone.training.network.FeedForwardNetwork;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A feed-forward network as it is served: layers y = relu(W x + b), and scores W x + b of the last
 * one. With one layer it is a linear model.
 */
public final class DenseLayers {

    /** One layer; the arrays stay the caller's and are read when a graph is written. */
    private static final class Layer {

        private final float[] weight;
        private final float[] bias;

        Layer(float[] weight, float[] bias) {
            this.weight = weight;
            this.bias = bias;
        }

        int units() {
            return bias.length;
        }

        int inputs() {
            return weight.length / bias.length;
        }

        /** W x + b. */
        String addTo(OnnxGraph graph, String name, String input) {
            String matrix = graph.parameter(name + "_weight", weight, units(), inputs());
            String offset = graph.parameter(name + "_bias", bias, units());
            return graph.operator("Gemm", input, matrix, offset).with("transB", 1).output();
        }
    }

    private final int inputs;
    private final List<Layer> layers = new ArrayList<>();

    /** Begins without a layer, for vectors of a length. */
    public DenseLayers(int inputs) {
        this.inputs = inputs;
    }

    /** The emotion branch of a network on top of its shared layers. */
    public static DenseLayers of(FeedForwardNetwork network) {
        DenseLayers layers = new DenseLayers(network.configuration().inputs());
        NetworkWeights weights = new NetworkWeights("", network);
        for (String name : weights.names()) {
            boolean served = name.contains("shared") || name.contains("emotion");
            if (served && name.endsWith("_weight")) {
                layers.add(weights.get(name), weights.get(name.replace("_weight", "_bias")));
            }
        }
        return layers;
    }

    /**
     * Reads back what {@link OnnxExporter} wrote of layers that are alone in their graph.
     *
     * @param onnx the bytes of a graph
     * @throws IllegalArgumentException if they are no such graph
     */
    public static DenseLayers read(byte[] onnx) {
        Map<String, TensorProto> tensors = new HashMap<>();
        try {
            for (TensorProto tensor : ModelProto.parseFrom(onnx).getGraph().getInitializerList()) {
                tensors.put(tensor.getName(), tensor);
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("expected an ONNX graph: " + e.getMessage(), e);
        }
        TensorProto first = tensors.get("layer1_weight");
        if (first == null) {
            throw new IllegalArgumentException(
                    "expected layer1_weight but got " + new TreeSet<>(tensors.keySet()));
        }
        DenseLayers layers = new DenseLayers((int) first.getDims(1));
        for (int i = 1; tensors.containsKey("layer" + i + "_weight"); i++) {
            layers.add(
                    floats(tensors.get("layer" + i + "_weight")),
                    floats(tensors.get("layer" + i + "_bias")));
        }
        return layers;
    }

    private static float[] floats(@Nullable TensorProto tensor) {
        if (tensor == null) {
            throw new IllegalArgumentException("expected a bias for every weight");
        }
        FloatBuffer values =
                tensor.getRawData()
                        .asReadOnlyByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
        float[] array = new float[values.remaining()];
        values.get(array);
        return array;
    }

    /**
     * Puts a layer on top; the last one gives the scores.
     *
     * @param weight W, [units,inputs] row by row
     * @param bias b, [units]
     * @throws IllegalArgumentException if W has another size
     */
    public DenseLayers add(float[] weight, float[] bias) {
        int below = outputs();
        if (bias.length == 0 || weight.length != bias.length * below) {
            throw new IllegalArgumentException(
                    "expected %d x %d weights but got %d"
                            .formatted(bias.length, below, weight.length));
        }
        layers.add(new Layer(weight, bias));
        return this;
    }

    /** The length of the vector that goes in. */
    int inputs() {
        return inputs;
    }

    /** The number of scores that come out. */
    int outputs() {
        return layers.isEmpty() ? inputs : layers.get(layers.size() - 1).units();
    }

    /** The length of the vector that the scores are read from. */
    int embedding() {
        return layers.get(layers.size() - 1).inputs();
    }

    /**
     * What the layers answer.
     *
     * @param logits [B,K]
     * @param embedding [B,E], what the last layer reads: the input itself where there is no other
     */
    record Answer(String logits, String embedding) {}

    /**
     * Adds the nodes.
     *
     * @param prefix of the names of the initializers; empty where the layers are alone
     * @param functionals [B,D]
     */
    Answer addTo(OnnxGraph graph, String prefix, String functionals) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("expected at least 1 layer but got 0");
        }
        String embedding = functionals;
        String scores = "";
        for (int i = 0; i < layers.size(); i++) {
            scores = layers.get(i).addTo(graph, prefix + "layer" + (i + 1), embedding);
            if (i < layers.size() - 1) {
                embedding = graph.apply("Relu", scores);
            }
        }
        return new Answer(scores, embedding);
    }
}
