package dev.undertone.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every gradient of a small network against central differences, in double precision. */
class GradientTest {

    private static final double STEP = 1e-5;

    static Stream<Arguments> kinds() {
        return Stream.of(Recurrence.values())
                .flatMap(r -> Stream.of(Arguments.of(r, 1), Arguments.of(r, 2)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void backward_everyParameter_equalsCentralDifference(Recurrence recurrence, int perStep) {
        NetworkConfiguration configuration =
                new NetworkConfiguration(recurrence, 3, 6, 3, 3, 2, 2, 0, perStep);
        try (NDManager manager = TestNetworks.manager()) {
            EmotionNetwork network =
                    TestNetworks.random(manager, configuration, DataType.FLOAT64, 0.8, 29);
            Random random = new Random(31);
            double[][][] utterances = {
                TestNetworks.utterance(7, 3, random), TestNetworks.utterance(23, 3, random)
            };
            NDList inputs = TestNetworks.batch(manager, utterances, DataType.FLOAT64, 5);
            NDList labels =
                    new NDList(
                            manager.create(new long[] {2, 0}),
                            manager.create(new long[] {0, 1}),
                            manager.create(new long[] {1, 1}));
            MultiTaskLoss loss = new MultiTaskLoss(configuration, TaskWeights.PAPER);
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                collector.backward(evaluate(manager, network, loss, inputs, labels));
            }
            for (var parameter : network.getParameters()) {
                NDArray array = parameter.getValue().getArray();
                double[] gradient = array.getGradient().toDoubleArray();
                double[] values = array.toDoubleArray();
                for (int k = 0; k < values.length; k++) {
                    double slope = slope(manager, network, loss, inputs, labels, array, k);
                    assertThat(gradient[k])
                            .as("%s[%d]", parameter.getKey(), k)
                            .isCloseTo(slope, within(1e-7));
                }
                double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
                assertThat(largest).as(parameter.getKey()).isGreaterThan(1e-5);
            }
        }
    }

    private static NDArray evaluate(
            NDManager manager,
            EmotionNetwork network,
            MultiTaskLoss loss,
            NDList in,
            NDList labels) {
        return loss.evaluate(labels, network.forward(new ParameterStore(manager, false), in, true));
    }

    private static double slope(
            NDManager manager,
            EmotionNetwork network,
            MultiTaskLoss loss,
            NDList inputs,
            NDList labels,
            NDArray array,
            int place) {
        double[] values = array.toDoubleArray();
        double kept = values[place];
        double[] ends = new double[2];
        for (int end = 0; end < 2; end++) {
            values[place] = end == 0 ? kept - STEP : kept + STEP;
            assign(array, values);
            try (NDManager scratch = manager.newSubManager()) {
                inputs.tempAttach(scratch);
                ends[end] = evaluate(manager, network, loss, inputs, labels).getDouble();
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
