package dev.undertone.training.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.undertone.training.network.FeedForwardConfiguration;
import dev.undertone.training.network.FeedForwardNetwork;
import dev.undertone.training.network.TestNetworks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DenseLayersTest {

    private static final double PARITY = 1e-4;

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 200", "1, 0", "2, 200"})
    void export_anyDepth_answersAsTheNetwork(int depth, int branch) throws Exception {
        List<Integer> shared = List.of(400, 300).subList(0, depth);
        FeedForwardConfiguration configuration =
                new FeedForwardConfiguration(1582, shared, branch, 4, 8, 2, 0.5f);
        try (NDManager manager = TestNetworks.manager()) {
            FeedForwardNetwork network =
                    TestNetworks.random(manager, configuration, DataType.FLOAT32, 0.05, 37);
            OnnxExporter.export(network, file());
            for (int rows : new int[] {1, 2, 33}) {
                NDList inputs = vectors(manager, rows, 1582, 41);
                NDList expected = TestNetworks.forward(manager, network, inputs);
                List<float[]> actual = answers(inputs.singletonOrThrow());
                NDArray logits = manager.create(actual.get(0), new Shape(rows, 4));
                assertClose(logits.softmax(1).toFloatArray(), expected.get(0).softmax(1));
                assertClose(actual.get(1), expected.get(1));
            }
        }
    }

    private static void assertClose(float[] actual, NDArray expected) {
        float[] values = expected.toFloatArray();
        assertThat(actual).hasSameSizeAs(values);
        for (int k = 0; k < values.length; k++) {
            assertThat((double) actual[k]).as("place %d", k).isCloseTo(values[k], within(PARITY));
        }
    }

    @Test
    void export_linearModel_isItsMatrixAndItsEmbeddingTheInput() throws Exception {
        DenseLayers linear =
                new DenseLayers(3).add(new float[] {1, 2, 3, -1, 0, 4}, new float[] {0.5f, -2});
        OnnxExporter.export(linear, file());
        try (NDManager manager = TestNetworks.manager()) {
            List<float[]> actual =
                    answers(manager.create(new float[] {1, -1, 2, 0, 0, 0}, new Shape(2, 3)));
            assertThat(actual.get(0)).containsExactly(5.5f, 5, 0.5f, -2);
            assertThat(actual.get(1)).containsExactly(1, -1, 2, 0, 0, 0);
        }
    }

    @Test
    void export_names_areThoseOfTheManifest() throws Exception {
        OnnxExporter.export(
                new DenseLayers(3).add(new float[] {1, 2, 3, -1, 0, 4}, new float[2]), file());
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file()));
        assertThat(model.getGraph().getInputList())
                .extracting(ValueInfoProto::getName)
                .containsExactly("functionals");
        assertThat(model.getGraph().getOutputList())
                .extracting(ValueInfoProto::getName)
                .containsExactly("logits", "embedding");
    }

    @Test
    void add_otherSize_isRefused() {
        DenseLayers layers = new DenseLayers(3).add(new float[6], new float[2]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layers.add(new float[6], new float[2]))
                .withMessage("expected 2 x 2 weights but got 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxExporter.export(new DenseLayers(3), file()))
                .withMessage("expected at least 1 layer but got 0");
    }

    static NDList vectors(NDManager manager, int rows, int length, long seed) {
        Random random = new Random(seed);
        float[] values = new float[rows * length];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextGaussian();
        }
        return new NDList(manager.create(values, new Shape(rows, length)));
    }

    private List<float[]> answers(NDArray functionals) throws Exception {
        try (ServedGraph graph = new ServedGraph(file())) {
            return graph.run(functionals.toFloatArray(), functionals.getShape());
        }
    }

    private Path file() {
        return folder.resolve("model.onnx");
    }
}
