package dev.undertone.training.export;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The parameters of a network by name, copied to plain arrays. */
final class NetworkWeights {

    /** What the name of a forward direction's half ends in. */
    static final String FORWARD = ".forward";

    /** What the name of a backward direction's half ends in. */
    static final String BACKWARD = ".backward";

    private final String prefix;
    private final Map<String, float[]> values = new LinkedHashMap<>();

    /**
     * Copies the parameters.
     *
     * @param prefix of their names in a graph
     */
    NetworkWeights(String prefix, Block network) {
        this.prefix = prefix;
        for (var parameter : network.getParameters()) {
            try (NDArray copy = parameter.getValue().getArray().toType(DataType.FLOAT32, true)) {
                values.put(parameter.getKey(), copy.toFloatArray());
            }
        }
    }

    /** The names in the order of the network. */
    Set<String> names() {
        return values.keySet();
    }

    /** The values of one parameter in row-major order; not copied again. */
    float[] get(String name) {
        float[] array = values.get(name);
        if (array == null) {
            throw new IllegalArgumentException(
                    "expected one of " + values.keySet() + " but got " + name);
        }
        return array;
    }

    /** What the names of the parameters begin with in a graph. */
    String prefix() {
        return prefix;
    }

    /** Adds a parameter to a graph under its own name. */
    String add(OnnxGraph graph, String name, long... shape) {
        return graph.parameter(prefix + name, get(name), shape);
    }

    /** Adds the half of one direction, 0 or 1, of a parameter whose first axis is the direction. */
    String addDirection(OnnxGraph graph, String name, int direction, long... shape) {
        String ending = direction == 0 ? FORWARD : BACKWARD;
        return graph.parameter(prefix + name + ending, direction(name, direction), shape);
    }

    private float[] direction(String name, int direction) {
        float[] both = get(name);
        int half = both.length / 2;
        return Arrays.copyOfRange(both, direction * half, (direction + 1) * half);
    }
}
