package dev.undertone.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.training.GradientCollector;
import ai.djl.util.Pair;
import java.util.Arrays;
import java.util.function.Supplier;

/** Gradients by the engine against (loss(p + d) - loss(p - d)) / 2d, in double precision. */
final class CentralDifferences {

    private static final double STEP = 1e-5;

    private CentralDifferences() {}

    /** Every place of every parameter; each parameter must matter to the loss. */
    static void assertEqual(
            NDManager manager, ParameterList parameters, NDList inputs, Supplier<NDArray> loss) {
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            collector.backward(loss.get());
        }
        for (Pair<String, Parameter> parameter : parameters) {
            NDArray array = parameter.getValue().getArray();
            double[] gradient = array.getGradient().toDoubleArray();
            for (int place = 0; place < gradient.length; place++) {
                assertThat(gradient[place])
                        .as("%s[%d]", parameter.getKey(), place)
                        .isCloseTo(slope(manager, array, place, inputs, loss), within(1e-7));
            }
            double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
            assertThat(largest).as(parameter.getKey()).isGreaterThan(1e-5);
        }
    }

    private static double slope(
            NDManager manager, NDArray array, int place, NDList inputs, Supplier<NDArray> loss) {
        double[] values = array.toDoubleArray();
        double kept = values[place];
        double[] ends = new double[2];
        for (int end = 0; end < 2; end++) {
            values[place] = end == 0 ? kept - STEP : kept + STEP;
            assign(array, values);
            try (NDManager scratch = manager.newSubManager()) {
                inputs.tempAttach(scratch);
                ends[end] = loss.get().getDouble();
            }
        }
        values[place] = kept;
        assign(array, values);
        return (ends[1] - ends[0]) / (2 * STEP);
    }

    /** Not {@code NDArray.set}: PyTorch would then read a buffer that nobody keeps alive. */
    private static void assign(NDArray array, double[] values) {
        try (NDArray source = array.getManager().create(values, array.getShape())) {
            source.copyTo(array);
        }
    }
}
