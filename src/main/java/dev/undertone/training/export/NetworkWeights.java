package dev.undertone.training.export;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.undertone.training.network.EmotionNetwork;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The parameters of a network by name, copied to plain arrays. */
final class NetworkWeights {

    private final Map<String, float[]> values = new HashMap<>();

    NetworkWeights(EmotionNetwork network) {
        for (var parameter : network.getParameters()) {
            try (NDArray copy = parameter.getValue().getArray().toType(DataType.FLOAT32, true)) {
                values.put(parameter.getKey(), copy.toFloatArray());
            }
        }
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

    /** The values of one direction, 0 or 1, of a parameter whose first axis is the direction. */
    float[] direction(String name, int direction) {
        float[] both = get(name);
        int half = both.length / 2;
        return Arrays.copyOfRange(both, direction * half, (direction + 1) * half);
    }
}
