package dev.undertone.training.network;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every gradient of a small network against central differences, in double precision. */
class GradientTest {

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
            ParameterStore store = new ParameterStore(manager, false);
            CentralDifferences.assertEqual(
                    manager,
                    network.getParameters(),
                    inputs,
                    () -> loss.evaluate(labels, network.forward(store, inputs, true)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void backward_feedForward_equalsCentralDifference(int branch) {
        FeedForwardConfiguration configuration =
                new FeedForwardConfiguration(3, List.of(6, 5), branch, 3, 2, 2, 0);
        try (NDManager manager = TestNetworks.manager()) {
            FeedForwardNetwork network =
                    TestNetworks.random(manager, configuration, DataType.FLOAT64, 0.8, 29);
            NDList inputs =
                    new NDList(
                            manager.create(
                                    TestNetworks.utterance(2, 3, new Random(31))[0],
                                    new Shape(1, 3)));
            NDList labels =
                    new NDList(
                            manager.create(new long[] {2}),
                            manager.create(new long[] {0}),
                            manager.create(new long[] {1}));
            MultiTaskLoss loss = new MultiTaskLoss(configuration, TaskWeights.PAPER);
            ParameterStore store = new ParameterStore(manager, false);
            CentralDifferences.assertEqual(
                    manager,
                    network.getParameters(),
                    inputs,
                    () -> loss.evaluate(labels, network.forward(store, inputs, true)));
        }
    }
}
