package dev.undertone.testing;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A small ONNX graph with the contract of every frame model: attention = softmax over the valid frames of x a, embedding
 * = (sum of weight times frame) E, logits = embedding W, with seeded random a, E, W. What comes out depends on every
 * frame, so tests see a mix-up; it needs no training engine.
 */
public final class FixtureGraph {

    private static final int FEATURES = 36;
    private static final int EMBEDDING = 256;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("fixture");
    private Random random = new Random(20180415);
    private int classes = 4;
    private int columns = FEATURES;
    private long opset = 17;
    private String weightsFile = "";
    private String input = "features";
    private String attention = "attention";
    private float poison = 0;

    /** Answers another number of classes. */
    public FixtureGraph classes(int count) {
        this.classes = count;
        return this;
    }

    /** Draws its weights anew: another network of the same form. */
    public FixtureGraph seed(long seed) {
        this.random = new Random(seed);
        return this;
    }

    /** Reads another number of columns. */
    public FixtureGraph columns(int count) {
        this.columns = count;
        return this;
    }

    /** Needs another version of the operators. */
    public FixtureGraph opset(long version) {
        this.opset = version;
        return this;
    }

    /** Leaves the weights of the classifier to a file beside the graph, or wherever this path leads. */
    public FixtureGraph weightsFile(String path) {
        this.weightsFile = path;
        return this;
    }

    /** Calls its input something else. */
    public FixtureGraph input(String name) {
        this.input = name;
        return this;
    }

    /** Calls its output of weights something else. */
    public FixtureGraph attention(String name) {
        this.attention = name;
        return this;
    }

    /** Adds a value to every weight of the classifier; NaN corrupts them all. */
    public FixtureGraph poison(float value) {
        this.poison = value;
        return this;
    }

    /** The serialised graph. */
    public byte[] toBytes() {
        graph.addInput(value(input, TensorProto.DataType.FLOAT, "B", "T", String.valueOf(columns)));
        graph.addInput(value("lengths", TensorProto.DataType.INT64, "B"));
        floats("a", columns, 1);
        floats("E", columns, EMBEDDING);
        if (weightsFile.isEmpty()) {
            floats("W", EMBEDDING, classes);
        } else {
            external("W", EMBEDDING, classes);
        }
        mask();
        node("MatMul", List.of(input, "a"), "energies3");
        node("Squeeze", List.of("energies3", "two"), "energies");
        node("Where", List.of("mask", "energies", "low"), "masked");
        node("Softmax", List.of("masked"), attention, integer("axis", 1));
        node("Unsqueeze", List.of(attention, "one"), "weights3");
        node("MatMul", List.of("weights3", input), "pooled3");
        node("Squeeze", List.of("pooled3", "one"), "pooled");
        node("MatMul", List.of("pooled", "E"), "embedding");
        node("MatMul", List.of("embedding", "W"), "unpoisoned");
        scalar("poison", poison);
        node("Add", List.of("unpoisoned", "poison"), "logits");
        graph.addOutput(value("logits", TensorProto.DataType.FLOAT, "B", "K"));
        graph.addOutput(value(attention, TensorProto.DataType.FLOAT, "B", "T"));
        graph.addOutput(value("embedding", TensorProto.DataType.FLOAT, "B", "D"));
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .setProducerName("undertone-test")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    /** mask[b, t] = t < lengths[b]. */
    private void mask() {
        integers("one", 1);
        integers("two", 2);
        integers("zero", 0);
        scalar("low", -1e30f);
        graph.addInitializer(integer64("start").addInt64Data(0));
        graph.addInitializer(integer64("step").addInt64Data(1));
        node("Shape", List.of(input), "shape");
        node("Gather", List.of("shape", "one"), "frames1");
        node("Squeeze", List.of("frames1", "zero"), "frames");
        node("Range", List.of("start", "frames", "step"), "times");
        node("Unsqueeze", List.of("lengths", "one"), "lengths2");
        node("Less", List.of("times", "lengths2"), "mask");
    }

    private void node(
            String operator, List<String> inputs, String output, AttributeProto... attributes) {
        graph.addNode(
                NodeProto.newBuilder()
                        .setName(output)
                        .setOpType(operator)
                        .addAllInput(inputs)
                        .addOutput(output)
                        .addAllAttribute(Arrays.asList(attributes)));
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static TensorProto.Builder integer64(String name) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64.getNumber());
    }

    private void integers(String name, long value) {
        graph.addInitializer(integer64(name).addDims(1).addInt64Data(value));
    }

    private void scalar(String name, float value) {
        graph.addInitializer(
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(TensorProto.DataType.FLOAT.getNumber())
                        .addFloatData(value));
    }

    private void floats(String name, int rows, int columns) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(TensorProto.DataType.FLOAT.getNumber())
                        .addDims(rows)
                        .addDims(columns);
        for (int i = 0; i < rows * columns; i++) {
            tensor.addFloatData((float) (random.nextGaussian() / Math.sqrt(rows)));
        }
        graph.addInitializer(tensor);
    }

    private void external(String name, int rows, int columns) {
        graph.addInitializer(
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(TensorProto.DataType.FLOAT.getNumber())
                        .addDims(rows)
                        .addDims(columns)
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(
                                StringStringEntryProto.newBuilder()
                                        .setKey("location")
                                        .setValue(weightsFile)));
    }

    private static ValueInfoProto value(
            String name, TensorProto.DataType type, String... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (String dimension : dimensions) {
            TensorShapeProto.Dimension.Builder builder = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(
                    Character.isDigit(dimension.charAt(0))
                            ? builder.setDimValue(Long.parseLong(dimension))
                            : builder.setDimParam(dimension));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(
                        TypeProto.newBuilder()
                                .setTensorType(
                                        TypeProto.Tensor.newBuilder()
                                                .setElemType(type.getNumber())
                                                .setShape(shape)))
                .build();
    }
}
