package dev.undertone.training.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.undertone.training.network.EmotionNetwork;
import dev.undertone.training.network.NetworkConfiguration;
import dev.undertone.training.network.Recurrence;
import dev.undertone.training.network.TestNetworks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxExporterTest {

    /** What the service promises: probabilities and attention as the trained network has them. */
    private static final double PARITY = 1e-4;

    @TempDir private Path folder;
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

    /** The paper's sizes; values large enough to drive gates and softmaxes far from their middle. */
    private EmotionNetwork network(Recurrence recurrence, int framesPerStep) {
        NetworkConfiguration configuration =
                new NetworkConfiguration(recurrence, 36, 256, 128, 4, 8, 2, 0.5f, framesPerStep);
        return TestNetworks.random(manager, configuration, DataType.FLOAT32, 0.1, 37);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void export_lengths1To20AndLong_answersAsTheNetwork(Recurrence recurrence, int framesPerStep)
            throws Exception {
        EmotionNetwork network = network(recurrence, framesPerStep);
        Random random = new Random(41);
        int[] lengths =
                IntStream.concat(IntStream.rangeClosed(1, 20), IntStream.of(446, 1000)).toArray();
        try (ServedGraph graph = exported(network)) {
            for (int length : lengths) {
                double[][][] utterance = {TestNetworks.utterance(length, 36, random)};
                assertParity(network, graph, utterance, 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void export_batchWithGarbageInPadding_answersAsTheNetwork(
            Recurrence recurrence, int framesPerStep) throws Exception {
        EmotionNetwork network = network(recurrence, framesPerStep);
        Random random = new Random(43);
        double[][][] utterances =
                IntStream.of(1, 2, 3, 4, 5, 6, 10, 19, 50, 87, 163)
                        .mapToObj(length -> TestNetworks.utterance(length, 36, random))
                        .toArray(double[][][]::new);
        try (ServedGraph graph = exported(network)) {
            for (double padding : new double[] {1e3, -1e30, Double.NaN, Float.NEGATIVE_INFINITY}) {
                assertParity(network, graph, utterances, padding);
            }
        }
    }

    private void assertParity(
            EmotionNetwork network, ServedGraph graph, double[][][] utterances, double padding)
            throws Exception {
        try (NDManager scratch = manager.newSubManager()) {
            NDList inputs = TestNetworks.batch(scratch, utterances, DataType.FLOAT32, padding);
            NDList expected = TestNetworks.forward(scratch, network, inputs);
            NDArray features = inputs.get(0);
            List<float[]> actual =
                    graph.run(
                            features.toFloatArray(),
                            features.getShape(),
                            inputs.get(1).toLongArray());
            NDArray logits = scratch.create(actual.get(0), expected.get(0).getShape());
            assertClose(logits.softmax(1).toFloatArray(), expected.get(0).softmax(1), PARITY);
            assertClose(actual.get(1), expected.get(1), PARITY);
            assertClose(actual.get(2), expected.get(2), PARITY);
            for (int row = 0; row < utterances.length; row++) {
                int frames = (int) features.getShape().get(1);
                float[] beyond =
                        Arrays.copyOfRange(
                                actual.get(1),
                                row * frames + utterances[row].length,
                                (row + 1) * frames);
                assertThat(beyond)
                        .as("attention of padding")
                        .containsOnly(new float[beyond.length]);
            }
        }
    }

    private static void assertClose(float[] actual, NDArray expected, double error) {
        float[] values = expected.toFloatArray();
        assertThat(actual).hasSameSizeAs(values);
        for (int k = 0; k < values.length; k++) {
            assertThat((double) actual[k]).as("place %d", k).isCloseTo(values[k], within(error));
        }
    }

    @Test
    void export_twice_givesTheSameBytes() throws Exception {
        EmotionNetwork network = network(Recurrence.A_LSTM, 2);
        OnnxExporter.export(network, folder.resolve("first.onnx"));
        OnnxExporter.export(network, folder.resolve("second.onnx"));
        assertThat(folder.resolve("first.onnx"))
                .hasSameBinaryContentAs(folder.resolve("second.onnx"));
    }

    @Test
    void export_names_areThoseOfTheManifest() throws Exception {
        Path file = folder.resolve("model.onnx");
        OnnxExporter.export(network(Recurrence.A_LSTM, 1), file);
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
        assertThat(model.getIrVersion()).isEqualTo(8);
        assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
        assertThat(model.getGraph().getInputList())
                .extracting(ValueInfoProto::getName)
                .containsExactly("features", "lengths");
        assertThat(model.getGraph().getOutputList())
                .extracting(ValueInfoProto::getName)
                .containsExactly("logits", "attention", "embedding");
    }

    private ServedGraph exported(EmotionNetwork network) throws Exception {
        Path file = folder.resolve("model.onnx");
        OnnxExporter.export(network, file);
        return new ServedGraph(file);
    }
}
