package dev.undertone.training.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * An ONNX graph in the making. Values are known by their names, which count upward in the order of
 * the calls, so that the same calls give the same bytes.
 */
final class OnnxGraph {

    private final String prefix;
    private final GraphProto.Builder graph;
    private final Map<List<Long>, String> integers = new HashMap<>();
    private int values;

    /**
     * Begins an empty graph.
     *
     * @param name the graph's name, and the beginning of the names of its values: those of a body
     *     must not hide those of the graph around it
     */
    OnnxGraph(String name) {
        prefix = name;
        graph = GraphProto.newBuilder().setName(name);
    }

    /** The graph's name. */
    String name() {
        return prefix;
    }

    /** Adds an input; a dimension is a number or a name. */
    String input(String name, TensorProto.DataType type, Object... dimensions) {
        graph.addInput(describe(name, type, dimensions));
        return name;
    }

    /** Makes a value an output under its own name; a dimension is a number or a name. */
    void output(String value, Object... dimensions) {
        graph.addOutput(describe(value, TensorProto.DataType.FLOAT, dimensions));
    }

    /** Makes a value an output under another name; a dimension is a number or a name. */
    void outputAs(String name, String value, Object... dimensions) {
        graph.addNode(NodeProto.newBuilder().setOpType("Identity").addInput(value).addOutput(name));
        output(name, dimensions);
    }

    /** Adds constant floating values that no parameter is named after. */
    String floats(float[] array, long... shape) {
        return parameter(fresh("constant"), array, shape);
    }

    /** Adds constant floating values under a name of their own, which must be new to the graph. */
    String parameter(String name, float[] array, long... shape) {
        long size = LongStream.of(shape).reduce(1, Math::multiplyExact);
        if (size != array.length) {
            throw new IllegalArgumentException(
                    "expected " + size + " values but got " + array.length);
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES * array.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(array);
        return constant(name, TensorProto.DataType.FLOAT, bytes, shape);
    }

    /** Adds one constant floating value without dimensions. */
    String number(float value) {
        return floats(new float[] {value});
    }

    /** Adds constant integers in one dimension, once. */
    String integers(long... array) {
        List<Long> key = LongStream.of(array).boxed().toList();
        return integers.computeIfAbsent(key, absent -> integers(array, new long[] {array.length}));
    }

    /** Adds one constant integer without dimensions. */
    String integer(long value) {
        return integers(new long[] {value}, new long[0]);
    }

    private String integers(long[] array, long[] shape) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES * array.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(array);
        return constant(fresh("constant"), TensorProto.DataType.INT64, bytes, shape);
    }

    private String constant(
            String name, TensorProto.DataType type, ByteBuffer bytes, long... shape) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(type.getNumber())
                        .setRawData(ByteString.copyFrom(bytes.rewind()));
        LongStream.of(shape).forEach(tensor::addDims);
        graph.addInitializer(tensor);
        return name;
    }

    /** Applies an operator without attributes that has one output. */
    String apply(String operator, String... inputs) {
        return operator(operator, inputs).output();
    }

    /** Begins the use of an operator. */
    Operator operator(String operator, String... inputs) {
        return new Operator(operator, inputs);
    }

    GraphProto build() {
        return graph.build();
    }

    private String fresh(String kind) {
        return prefix + "." + kind.toLowerCase(Locale.ROOT) + "." + values++;
    }

    private static ValueInfoProto describe(
            String name, TensorProto.DataType type, Object... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Object dimension : dimensions) {
            if (dimension instanceof Number number) {
                shape.addDimBuilder().setDimValue(number.longValue());
            } else {
                shape.addDimBuilder().setDimParam(dimension.toString());
            }
        }
        TypeProto.Tensor tensor =
                TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape).build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    /** One use of an operator: attributes first, then its outputs. */
    final class Operator {

        private final NodeProto.Builder node;

        private Operator(String operator, String... inputs) {
            node = NodeProto.newBuilder().setOpType(operator).addAllInput(Arrays.asList(inputs));
        }

        Operator with(String attribute, long value) {
            return with(attribute, AttributeProto.AttributeType.INT, a -> a.setI(value));
        }

        Operator with(String attribute, String value) {
            return with(
                    attribute,
                    AttributeProto.AttributeType.STRING,
                    a -> a.setS(ByteString.copyFromUtf8(value)));
        }

        Operator with(String attribute, long... values) {
            return with(
                    attribute,
                    AttributeProto.AttributeType.INTS,
                    a -> LongStream.of(values).forEach(a::addInts));
        }

        Operator with(String attribute, GraphProto body) {
            return with(attribute, AttributeProto.AttributeType.GRAPH, a -> a.setG(body));
        }

        private Operator with(
                String attribute,
                AttributeProto.AttributeType type,
                Consumer<AttributeProto.Builder> value) {
            AttributeProto.Builder builder =
                    AttributeProto.newBuilder().setName(attribute).setType(type);
            value.accept(builder);
            node.addAttribute(builder);
            return this;
        }

        /** Adds the operator with its only output. */
        String output() {
            return outputs(1).get(0);
        }

        /** Adds the operator with several outputs. */
        List<String> outputs(int count) {
            List<String> names =
                    IntStream.range(0, count).mapToObj(i -> fresh(node.getOpType())).toList();
            graph.addNode(node.addAllOutput(names));
            return names;
        }
    }
}
