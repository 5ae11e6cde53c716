package dev.undertone.training.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.undertone.model.ModelRepository;
import dev.undertone.model.ModelSettings;
import dev.undertone.model.VerifiedModel;
import dev.undertone.training.network.EmotionNetwork;
import dev.undertone.training.network.NetworkConfiguration;
import dev.undertone.training.network.Recurrence;
import dev.undertone.training.network.TestNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxImporterTest {

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

    /** Sizes that differ from one another, so that no axis can be taken for another. */
    private EmotionNetwork network(Recurrence recurrence, int framesPerStep, int emotions) {
        return TestNetworks.random(
                manager,
                new NetworkConfiguration(
                        recurrence, 36, 14, 5, emotions, 3, 2, 0.5f, framesPerStep),
                DataType.FLOAT32,
                0.3,
                53);
    }

    private byte[] exported(EmotionNetwork network) throws IOException {
        Path file = folder.resolve("model.onnx");
        OnnxExporter.export(network, file);
        return Files.readAllBytes(file);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void read_exported_isTheSameNetworkToTheBit(Recurrence recurrence, int framesPerStep)
            throws IOException {
        EmotionNetwork network = network(recurrence, framesPerStep, 4);
        byte[] graph = exported(network);
        TrainedWeights weights = OnnxImporter.read(graph);

        assertThat(weights.configuration())
                .isEqualTo(
                        new NetworkConfiguration(recurrence, 36, 14, 5, 4, 0, 0, 0, framesPerStep));
        EmotionNetwork read = weights.network(manager);
        for (var parameter : read.getParameters()) {
            NDArray expected = network.getParameters().get(parameter.getKey()).getArray();
            NDArray actual = parameter.getValue().getArray();
            assertThat(actual.getShape()).isEqualTo(expected.getShape());
            assertThat(actual.toFloatArray())
                    .as(parameter.getKey())
                    .isEqualTo(expected.toFloatArray());
        }
        assertThat(exported(read)).isEqualTo(graph);
    }

    @Test
    void read_graphWithoutNames_answersAsItsReleasedModel() throws Exception {
        ModelRepository models = new ModelRepository(ModelSettings.DEFAULT);
        VerifiedModel released = models.verified("a-lstm@1.1.0");
        TrainedWeights weights = OnnxImporter.read(released.graph());
        assertThat(weights.configuration())
                .isEqualTo(
                        new NetworkConfiguration(Recurrence.A_LSTM, 36, 256, 128, 4, 0, 0, 0, 2));
        EmotionNetwork network = weights.network(manager);
        double[][][] utterances = {
            TestNetworks.utterance(87, 36, new Random(59)),
            TestNetworks.utterance(40, 36, new Random(61))
        };
        NDList inputs = TestNetworks.batch(manager, utterances, DataType.FLOAT32, 0);

        List<float[]> expected = answers(released.graph(), inputs);
        // the graph that is written today has names, and the very same arithmetic
        List<float[]> actual = answers(exported(network), inputs);
        for (int output = 0; output < expected.size(); output++) {
            assertThat(actual.get(output)).isEqualTo(expected.get(output));
        }
    }

    private List<float[]> answers(byte[] graph, NDList inputs) throws Exception {
        Path file = Files.write(folder.resolve("served.onnx"), graph);
        try (ServedGraph served = new ServedGraph(file)) {
            return served.run(
                    inputs.get(0).toFloatArray(),
                    inputs.get(0).getShape(),
                    inputs.get(1).toLongArray());
        }
    }

    @Test
    void fill_networkOfOtherLabels_keepsItsOwnScores() throws IOException {
        TrainedWeights weights = OnnxImporter.read(exported(network(Recurrence.A_LSTM, 2, 4)));
        EmotionNetwork network =
                new EmotionNetwork(
                        new NetworkConfiguration(Recurrence.A_LSTM, 36, 14, 5, 7, 3, 0, 0.5f, 2));
        network.initialize(manager, DataType.FLOAT32);
        float[] head = values(network, "04emotion_02scores_weight");
        float[] speaker = values(network, "05speaker_01hidden_weight");
        weights.fill(network, false);

        EmotionNetwork original = weights.network(manager);
        assertThat(values(network, "04emotion_02scores_weight")).isEqualTo(head).hasSize(7 * 14);
        assertThat(values(network, "05speaker_01hidden_weight")).isEqualTo(speaker);
        for (String name : List.of("01dense_weight", "04emotion_01hidden_bias")) {
            assertThat(values(network, name)).as(name).isEqualTo(values(original, name));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weights.fill(network, true))
                .withMessageContaining("04emotion_02scores_weight of 56 values but got (7, 14)");
    }

    @Test
    void read_anotherGraph_isRefused() throws IOException {
        Path file = folder.resolve("other.onnx");
        OnnxExporter.export(new DenseLayers(7).add(new float[28], new float[4]), file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxImporter.read(Files.readAllBytes(file)))
                .withMessageContaining("inputs [functionals]");
        float[][] weights = Fusion.factor(0.5, 4);
        OnnxExporter.export(
                new Fusion(new float[4])
                        .add(network(Recurrence.A_LSTM, 1, 4), weights)
                        .add(network(Recurrence.A_LSTM, 1, 4), weights),
                file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxImporter.read(Files.readAllBytes(file)))
                .withMessageContaining("of one network");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxImporter.read("not a graph".getBytes(UTF_8)))
                .withMessageContaining("expected");
    }

    private static float[] values(EmotionNetwork network, String name) {
        return network.getParameters().get(name).getArray().toFloatArray();
    }
}
