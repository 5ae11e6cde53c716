package dev.undertone.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedForwardNetworkTest {

    private static final int INPUTS = 11;
    private NDManager manager;

    @BeforeEach
    void openManager() {
        manager = TestNetworks.manager();
    }

    @AfterEach
    void closeManager() {
        manager.close();
    }

    private NDList rows(int count, DataType type) {
        double[] values = new double[count * INPUTS];
        Random random = new Random(20180415);
        Arrays.setAll(values, k -> random.nextGaussian());
        try (NDArray exact = manager.create(values, new Shape(count, INPUTS))) {
            return new NDList(
                    type == DataType.FLOAT64 ? exact.duplicate() : exact.toType(type, true));
        }
    }

    @Test
    void parameters_paperSetting_areThoseOfItsLayers() {
        FeedForwardNetwork network =
                new FeedForwardNetwork(FeedForwardConfiguration.paper(1582, 4, 8, 2));
        network.initialize(manager, DataType.FLOAT32);
        long shared = (1582 + 1) * 4096L + (4096 + 1) * 4096L;
        long branches = 3 * (4096 + 1) * 2048L + (4 + 8 + 2) * (2048 + 1);
        assertThat(TestNetworks.size(network)).isEqualTo(shared + branches);
        assertThat(network.getParameters().keys())
                .startsWith(
                        "01shared_weight",
                        "01shared_bias",
                        "02shared_weight",
                        "02shared_bias",
                        "03emotion_01hidden_weight");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 6", "1, 0", "2, 6"})
    void forward_anyDepth_equalsScalarLoops(int depth, int branch) {
        List<Integer> shared = List.of(7, 5).subList(0, depth);
        FeedForwardNetwork network =
                TestNetworks.random(
                        manager,
                        new FeedForwardConfiguration(INPUTS, shared, branch, 4, 3, 2, 0.5f),
                        DataType.FLOAT64,
                        0.7,
                        3);
        NDList outputs = TestNetworks.forward(manager, network, rows(3, DataType.FLOAT64));
        NDArray inputs = rows(3, DataType.FLOAT64).singletonOrThrow();
        for (int row = 0; row < 3; row++) {
            double[] units = inputs.get(row).toDoubleArray();
            for (int layer = 1; layer <= depth; layer++) {
                units = relu(linear(network, "0" + layer + "shared", units));
            }
            String[] tasks = {"emotion", "speaker", "gender"};
            for (int task = 0; task < tasks.length; task++) {
                String name = "0" + (depth + 1 + task) + tasks[task];
                double[] read =
                        branch > 0 ? relu(linear(network, name + "_01hidden", units)) : units;
                String scores = name + (branch > 0 ? "_02scores" : "_01scores");
                assertClose(
                        outputs.get(task == 0 ? 0 : task + 1).get(row),
                        linear(network, scores, read));
                if (task == 0) {
                    assertClose(outputs.get(1).get(row), read);
                }
            }
        }
    }

    private static void assertClose(NDArray actual, double[] expected) {
        assertThat(actual.toDoubleArray()).containsExactly(expected, within(1e-12));
    }

    private static double[] linear(FeedForwardNetwork network, String name, double[] x) {
        double[] w = TestNetworks.doubles(network.getParameters().get(name + "_weight").getArray());
        double[] y = TestNetworks.doubles(network.getParameters().get(name + "_bias").getArray());
        for (int k = 0; k < y.length; k++) {
            for (int j = 0; j < x.length; j++) {
                y[k] += w[k * x.length + j] * x[j];
            }
        }
        return y;
    }

    private static double[] relu(double[] x) {
        return Arrays.stream(x).map(v -> Math.max(0, v)).toArray();
    }

    @Test
    void forward_training_dropsOutputsAndServingDoesNot() {
        FeedForwardNetwork network =
                TestNetworks.random(
                        manager,
                        new FeedForwardConfiguration(INPUTS, List.of(40), 30, 4, 0, 0, 0.5f),
                        DataType.FLOAT32,
                        0.7,
                        19);
        NDList inputs = rows(2, DataType.FLOAT32);
        ParameterStore store = new ParameterStore(manager, false);
        float[] first = network.forward(store, inputs, true).get(0).toFloatArray();
        assertThat(network.forward(store, inputs, true).get(0).toFloatArray()).isNotEqualTo(first);
        assertThat(network.forward(store, inputs, false).get(0).toFloatArray())
                .isEqualTo(network.forward(store, inputs, false).get(0).toFloatArray());
    }

    @Test
    void forward_leavesTheCallerOnlyInputsAndOutputs() {
        for (List<Integer> shared : List.of(List.<Integer>of(), List.of(7))) {
            FeedForwardNetwork network =
                    TestNetworks.random(
                            manager,
                            new FeedForwardConfiguration(INPUTS, shared, 0, 4, 3, 0, 0.5f),
                            DataType.FLOAT32,
                            0.7,
                            23);
            try (NDManager batch = manager.newSubManager()) {
                NDList inputs = rows(2, DataType.FLOAT32);
                inputs.attach(batch);
                NDList outputs = network.forward(new ParameterStore(manager, false), inputs, true);
                inputs.addAll(outputs);
                assertThat(batch.getManagedArrays()).containsExactlyInAnyOrderElementsOf(inputs);
            }
        }
    }

    @Test
    void loadParameters_ofSavedOnes_givesTheSameAnswer() throws Exception {
        FeedForwardConfiguration configuration =
                new FeedForwardConfiguration(INPUTS, List.of(7, 5), 6, 4, 3, 2, 0.5f);
        FeedForwardNetwork saved =
                TestNetworks.random(manager, configuration, DataType.FLOAT32, 0.7, 29);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        saved.saveParameters(new DataOutputStream(bytes));
        FeedForwardNetwork loaded = new FeedForwardNetwork(configuration);
        loaded.loadParameters(
                manager, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        NDList inputs = rows(4, DataType.FLOAT32);
        NDList expected = TestNetworks.forward(manager, saved, inputs);
        NDList actual = TestNetworks.forward(manager, loaded, inputs);
        assertThat(actual).hasSameSizeAs(expected);
        for (int output = 0; output < expected.size(); output++) {
            assertThat(actual.get(output).toFloatArray())
                    .isEqualTo(expected.get(output).toFloatArray());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 5, 4, 0, 0.5, expected at least 1 inputs but got 0",
        "9, 0, 4, 0, 0.5, expected at least 1 shared units but got 0",
        "9, 5, 1, 0, 0.5, expected at least 2 emotions but got 1",
        "9, 5, 4, 1, 0.5, expected at least 2 speakers but got 1",
        "9, 5, 4, 0, 1.0, 'expected a dropout in [0, 1) but got 1.0'"
    })
    void configuration_outOfRange_isRefused(
            int inputs, int shared, int emotions, int speakers, float dropout, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new FeedForwardConfiguration(
                                        inputs, List.of(shared), 3, emotions, speakers, 0, dropout))
                .withMessage(message);
    }
}
