package dev.undertone.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EmotionNetworkTest {

    private static final long SEED = 20180415;

    private NDManager manager;

    @BeforeEach
    void openManager() {
        manager = TestNetworks.manager();
    }

    @AfterEach
    void closeManager() {
        manager.close();
    }

    static Stream<Arguments> kinds() {
        return Stream.of(Recurrence.values())
                .flatMap(r -> Stream.of(Arguments.of(r, 1), Arguments.of(r, 2)));
    }

    private static NetworkConfiguration small(Recurrence recurrence, int framesPerStep) {
        return new NetworkConfiguration(recurrence, 5, 7, 6, 4, 3, 2, 0.5f, framesPerStep);
    }

    @Test
    void parameters_paperSetting_are605198() {
        EmotionNetwork network =
                new EmotionNetwork(NetworkConfiguration.paper(Recurrence.A_LSTM, 4, 8, 2));
        network.initialize(manager, DataType.FLOAT32);
        assertThat(TestNetworks.size(network)).isEqualTo(605_198);
    }

    @Test
    void parameters_otherLstms_lackTheCombinationOnly() {
        for (Recurrence recurrence : new Recurrence[] {Recurrence.LSTM, Recurrence.MEAN_LSTM}) {
            EmotionNetwork network =
                    new EmotionNetwork(NetworkConfiguration.paper(recurrence, 4, 8, 2));
            network.initialize(manager, DataType.FLOAT32);
            assertThat(TestNetworks.size(network)).isEqualTo(605_198 - 256);
        }
    }

    @Test
    void parameters_gru_hasThreeQuartersOfTheGates() {
        EmotionNetwork network =
                new EmotionNetwork(NetworkConfiguration.paper(Recurrence.A_GRU, 4, 8, 2));
        network.initialize(manager, DataType.FLOAT32);
        // one gate less: 2 directions x (256 + 128 + 1) x 128
        assertThat(TestNetworks.size(network)).isEqualTo(605_198 - 2 * 385 * 128);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void forward_lengths1To20AndLonger_equalsScalarReference(Recurrence recurrence, int perStep) {
        EmotionNetwork network =
                TestNetworks.random(manager, small(recurrence, perStep), DataType.FLOAT64, 0.7, 3);
        ReferenceNetwork reference = new ReferenceNetwork(network);
        Random random = new Random(SEED);
        int[] lengths = IntStream.concat(IntStream.rangeClosed(1, 20), IntStream.of(47)).toArray();
        double[][][] utterances =
                Arrays.stream(lengths)
                        .mapToObj(length -> TestNetworks.utterance(length, 5, random))
                        .toArray(double[][][]::new);
        for (double padding : new double[] {0, -1e6, Double.NaN, Double.POSITIVE_INFINITY}) {
            NDList inputs = TestNetworks.batch(manager, utterances, DataType.FLOAT64, padding);
            NDList outputs = TestNetworks.forward(manager, network, inputs);
            for (int row = 0; row < utterances.length; row++) {
                assertEquals(reference.answer(utterances[row]), outputs, row, 47, 1e-10);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void forward_float32PaperSize_equalsScalarReference(Recurrence recurrence, int perStep) {
        NetworkConfiguration configuration =
                new NetworkConfiguration(recurrence, 36, 256, 128, 4, 8, 2, 0.5f, perStep);
        EmotionNetwork network =
                TestNetworks.random(manager, configuration, DataType.FLOAT32, 0.08, 5);
        double[][] utterance = TestNetworks.utterance(131, 36, new Random(SEED));
        NDList inputs =
                TestNetworks.batch(manager, new double[][][] {utterance}, DataType.FLOAT32, 0);
        NDList outputs = TestNetworks.forward(manager, network, inputs);
        assertEquals(new ReferenceNetwork(network).answer(utterance), outputs, 0, 131, 1e-5);
    }

    private static void assertEquals(
            ReferenceNetwork.Answer expected, NDList outputs, int row, int steps, double error) {
        double[] attention = Arrays.copyOf(expected.attention(), steps);
        double[][] all = {
            expected.emotion(),
            attention,
            expected.embedding(),
            expected.speaker(),
            expected.gender()
        };
        for (int output = 0; output < all.length; output++) {
            double[] actual = TestNetworks.doubles(outputs.get(output).get(row));
            assertThat(actual).as("output %d, row %d", output, row).hasSameSizeAs(all[output]);
            for (int k = 0; k < actual.length; k++) {
                assertThat(actual[k])
                        .as("output %d, row %d, place %d", output, row, k)
                        .isCloseTo(all[output][k], within(error));
            }
        }
        for (int t = expected.attention().length; t < steps; t++) {
            assertThat(outputs.get(1).get(row).toType(DataType.FLOAT64, true).getDouble(t))
                    .isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void attention_sumsToOneAndIsNotNegative(Recurrence recurrence, int perStep) {
        EmotionNetwork network =
                TestNetworks.random(manager, small(recurrence, perStep), DataType.FLOAT32, 2, 11);
        Random random = new Random(SEED);
        double[][][] utterances =
                IntStream.of(1, 2, 9, 64, 501)
                        .mapToObj(length -> TestNetworks.utterance(length, 5, random))
                        .toArray(double[][][]::new);
        NDList inputs = TestNetworks.batch(manager, utterances, DataType.FLOAT32, 3);
        NDList outputs = TestNetworks.forward(manager, network, inputs);
        for (int row = 0; row < utterances.length; row++) {
            double[] weights = TestNetworks.doubles(outputs.get(1).get(row));
            assertThat(Arrays.stream(weights).min().orElseThrow()).isNotNegative();
            assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void forward_otherBatchMates_changeNothing(Recurrence recurrence, int perStep) {
        EmotionNetwork network =
                TestNetworks.random(manager, small(recurrence, perStep), DataType.FLOAT32, 0.7, 17);
        Random random = new Random(SEED);
        double[][] utterance = TestNetworks.utterance(23, 5, random);
        double[][] mate = TestNetworks.utterance(61, 5, random);
        NDList alone =
                TestNetworks.forward(
                        manager,
                        network,
                        TestNetworks.batch(
                                manager, new double[][][] {utterance}, DataType.FLOAT32, 0));
        NDList together =
                TestNetworks.forward(
                        manager,
                        network,
                        TestNetworks.batch(
                                manager, new double[][][] {mate, utterance}, DataType.FLOAT32, 9));
        for (int output = 0; output < alone.size(); output++) {
            double[] expected = TestNetworks.doubles(alone.get(output).get(0));
            double[] actual = TestNetworks.doubles(together.get(output).get(1));
            for (int k = 0; k < expected.length; k++) {
                assertThat(actual[k]).isCloseTo(expected[k], within(1e-5));
            }
        }
    }

    @Test
    void forward_training_dropsOutputsAndServingDoesNot() {
        EmotionNetwork network =
                TestNetworks.random(
                        manager, small(Recurrence.A_LSTM, 1), DataType.FLOAT32, 0.7, 19);
        double[][][] utterances = {TestNetworks.utterance(30, 5, new Random(SEED))};
        NDList inputs = TestNetworks.batch(manager, utterances, DataType.FLOAT32, 0);
        ParameterStore store = new ParameterStore(manager, false);
        float[] first = network.forward(store, inputs, true).get(0).toFloatArray();
        float[] second = network.forward(store, inputs, true).get(0).toFloatArray();
        assertThat(first).isNotEqualTo(second);
        assertThat(network.forward(store, inputs, false).get(0).toFloatArray())
                .isEqualTo(network.forward(store, inputs, false).get(0).toFloatArray());
    }

    @Test
    void loadParameters_ofSavedOnes_givesTheSameAnswer() throws Exception {
        NetworkConfiguration configuration = small(Recurrence.A_LSTM, 2);
        EmotionNetwork saved =
                TestNetworks.random(manager, configuration, DataType.FLOAT32, 0.7, 23);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        saved.saveParameters(new DataOutputStream(bytes));
        EmotionNetwork loaded = new EmotionNetwork(configuration);
        loaded.loadParameters(
                manager, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        double[][][] utterances = {TestNetworks.utterance(30, 5, new Random(SEED))};
        NDList inputs = TestNetworks.batch(manager, utterances, DataType.FLOAT32, 0);
        NDList expected = TestNetworks.forward(manager, saved, inputs);
        NDList actual = TestNetworks.forward(manager, loaded, inputs);
        for (int output = 0; output < expected.size(); output++) {
            assertThat(actual.get(output).toFloatArray())
                    .isEqualTo(expected.get(output).toFloatArray());
        }
    }
}
