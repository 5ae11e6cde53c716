package dev.undertone.training.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.undertone.training.network.EmotionNetwork;
import dev.undertone.training.network.FeedForwardConfiguration;
import dev.undertone.training.network.FeedForwardNetwork;
import dev.undertone.training.network.NetworkConfiguration;
import dev.undertone.training.network.Recurrence;
import dev.undertone.training.network.TestNetworks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FusionTest {

    private static final double PARITY = 1e-4;
    private static final float[] BIAS = {0.25f, -0.5f, 1, 0};
    private static final int VECTOR = 70;

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

    private EmotionNetwork network(Recurrence recurrence, int cell, int framesPerStep, long seed) {
        return TestNetworks.random(
                manager,
                new NetworkConfiguration(recurrence, 36, 48, cell, 4, 3, 2, 0.5f, framesPerStep),
                DataType.FLOAT32,
                0.2,
                seed);
    }

    private FeedForwardNetwork vectors(int... shared) {
        List<Integer> layers = Arrays.stream(shared).boxed().toList();
        return TestNetworks.random(
                manager,
                new FeedForwardConfiguration(VECTOR, layers, 0, 4, 0, 2, 0.5f),
                DataType.FLOAT32,
                0.2,
                5);
    }

    private static float[][] matrix(long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[4][4];
        for (float[] row : rows) {
            for (int k = 0; k < row.length; k++) {
                row[k] = (float) random.nextGaussian();
            }
        }
        return rows;
    }

    /** 1, 2, 3, 7, 31 and 50 frames side by side. */
    private NDList frames() {
        Random random = new Random(43);
        double[][][] utterances = {
            TestNetworks.utterance(50, 36, random),
            TestNetworks.utterance(1, 36, random),
            TestNetworks.utterance(2, 36, random),
            TestNetworks.utterance(3, 36, random),
            TestNetworks.utterance(7, 36, random),
            TestNetworks.utterance(31, 36, random)
        };
        return TestNetworks.batch(manager, utterances, DataType.FLOAT32, Double.NaN);
    }

    @Test
    void export_networkWithDenseAndLinear_combinesTheirLogits() throws Exception {
        EmotionNetwork network = network(Recurrence.A_LSTM, 24, 2, 1);
        FeedForwardNetwork dense = vectors(30, 20);
        FeedForwardNetwork linear = vectors();
        OnnxExporter.export(
                new Fusion(BIAS)
                        .add(network, matrix(1))
                        .add(DenseLayers.of(dense), matrix(2))
                        .add(DenseLayers.of(linear), Fusion.factor(0.75, 4)),
                file());
        NDList frames = frames();
        NDList vectors = DenseLayersTest.vectors(manager, 6, VECTOR, 47);

        NDList alone = TestNetworks.forward(manager, network, frames);
        float[][] scores = {
            alone.get(0).toFloatArray(),
            TestNetworks.forward(manager, dense, vectors).get(0).toFloatArray(),
            TestNetworks.forward(manager, linear, vectors).get(0).toFloatArray()
        };
        float[][][] weights = {matrix(1), matrix(2), Fusion.factor(0.75, 4)};
        List<float[]> actual = answers(frames, vectors.singletonOrThrow());
        assertClose(actual.get(0), combined(scores, weights));
        assertClose(actual.get(1), TestNetworks.doubles(alone.get(1)));
        assertClose(actual.get(2), TestNetworks.doubles(alone.get(2)));
    }

    @Test
    void export_networksOfAllKinds_averagesTheirAttention() throws Exception {
        List<EmotionNetwork> networks =
                List.of(
                        network(Recurrence.A_LSTM, 24, 2, 1),
                        network(Recurrence.A_GRU, 16, 1, 2),
                        network(Recurrence.MEAN_LSTM, 8, 1, 3),
                        network(Recurrence.LSTM, 8, 2, 4));
        Fusion fusion = new Fusion(BIAS);
        float[][] scores = new float[4][];
        float[][][] weights = new float[4][][];
        NDList frames = frames();
        double[] attention = new double[6 * 50];
        for (int m = 0; m < 4; m++) {
            weights[m] = Fusion.factor(0.25, 4);
            fusion.add(networks.get(m), weights[m]);
            NDList alone = TestNetworks.forward(manager, networks.get(m), frames);
            scores[m] = alone.get(0).toFloatArray();
            double[] own = TestNetworks.doubles(alone.get(1));
            for (int k = 0; k < attention.length; k++) {
                attention[k] += own[k] / 4;
            }
        }
        OnnxExporter.export(fusion, file());
        List<float[]> actual = answers(frames, null);
        assertClose(actual.get(0), combined(scores, weights));
        assertClose(actual.get(1), attention);
        assertThat(actual.get(2)).hasSize(6 * 2 * (24 + 16 + 8 + 8));
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file()));
        assertThat(model.getGraph().getInputList())
                .extracting(ValueInfoProto::getName)
                .containsExactly("features", "lengths");
    }

    @Test
    void export_embeddingOfTwoNetworks_liesSideBySide() throws Exception {
        EmotionNetwork first = network(Recurrence.A_LSTM, 5, 2, 1);
        EmotionNetwork second = network(Recurrence.A_GRU, 3, 2, 2);
        OnnxExporter.export(new Fusion(BIAS).add(first, matrix(1)).add(second, matrix(2)), file());
        NDList frames = frames();
        NDArray both =
                TestNetworks.forward(manager, first, frames)
                        .get(2)
                        .concat(TestNetworks.forward(manager, second, frames).get(2), 1);
        assertClose(answers(frames, null).get(2), TestNetworks.doubles(both));
    }

    @Test
    void add_memberThatDoesNotFit_isRefused() {
        Fusion fusion = new Fusion(BIAS).add(DenseLayers.of(vectors()), matrix(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxExporter.export(fusion, file()))
                .withMessage("expected at least 1 network of frames but got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Fusion(new float[3]).add(DenseLayers.of(vectors()), matrix(1)))
                .withMessage("expected 3 classes but got 4");
        DenseLayers longer = new DenseLayers(9).add(new float[36], new float[4]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fusion.add(longer, matrix(1)))
                .withMessage("expected 70 functionals but got 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fusion.add(DenseLayers.of(vectors()), new float[4][3]))
                .withMessage("expected 4 columns but got 3");
    }

    /** sum_m W_m s_m + b for every row, plain loops. */
    private static double[] combined(float[][] scores, float[][][] weights) {
        double[] sums = new double[scores[0].length];
        for (int place = 0; place < sums.length; place++) {
            int row = place / 4;
            sums[place] = BIAS[place % 4];
            for (int m = 0; m < scores.length; m++) {
                for (int k = 0; k < 4; k++) {
                    sums[place] += weights[m][place % 4][k] * scores[m][4 * row + k];
                }
            }
        }
        return sums;
    }

    private static void assertClose(float[] actual, double[] expected) {
        assertThat(actual).hasSize(expected.length);
        for (int k = 0; k < expected.length; k++) {
            assertThat((double) actual[k]).as("place %d", k).isCloseTo(expected[k], within(PARITY));
        }
    }

    private List<float[]> answers(NDList frames, NDArray vectors) throws Exception {
        float[] features = frames.get(0).toFloatArray();
        long[] lengths = frames.get(1).toLongArray();
        try (ServedGraph graph = new ServedGraph(file())) {
            return vectors == null
                    ? graph.run(features, frames.get(0).getShape(), lengths)
                    : graph.run(
                            features,
                            frames.get(0).getShape(),
                            lengths,
                            vectors.toFloatArray(),
                            vectors.getShape());
        }
    }

    private Path file() {
        return folder.resolve("model.onnx");
    }
}
