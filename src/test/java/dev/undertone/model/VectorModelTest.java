package dev.undertone.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.feature.functional.FunctionalLayout;
import dev.undertone.feature.functional.UtteranceVector;
import dev.undertone.model.ModelException.Fault;
import dev.undertone.normalization.TrainingStatistics;
import dev.undertone.testing.FixtureGraph;
import dev.undertone.testing.FixtureModel;
import dev.undertone.testing.VectorModels;
import dev.undertone.training.export.DenseLayers;
import dev.undertone.training.export.OnnxExporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that read an utterance vector, alone or beside frames. */
class VectorModelTest {

    @TempDir Path folder;
    private final TrainingStatistics statistics =
            VectorModels.statistics(VectorModels.LINEAR_LAYOUT);

    @BeforeEach
    void lay() throws IOException {
        VectorModels.write(folder);
    }

    private ModelRepository repository() {
        return new ModelRepository(new ModelSettings(folder, Map.of("default", "small-linear"), 2));
    }

    private static UtteranceVector vector(FunctionalLayout layout, long seed) {
        Random random = new Random(seed);
        float[] values = new float[layout.columns()];
        for (int c = 0; c < values.length; c++) {
            values[c] = (float) random.nextGaussian();
        }
        return new UtteranceVector(layout, values);
    }

    private static FeatureMatrix frames(int count) {
        float[] values = new float[36 * count];
        Random random = new Random(count);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new FeatureMatrix(FeatureLayout.PAPER_36, values, new float[count]);
    }

    @Test
    void score_linear_readsTheVectorNormalisedByItsStatistics() {
        try (ModelRepository repository = repository()) {
            repository.open();
            EmotionModel model = repository.model("small-linear");
            UtteranceVector raw = vector(VectorModels.LINEAR_LAYOUT, 3);
            EmotionScores scores = model.score(ModelInput.ofFunctionals(raw));

            assertThat(model.layout().frames()).isNull();
            assertThat(scores.attention()).isNull();
            // without a hidden layer the embedding is what the graph was given
            assertThat(scores.embedding()).isEqualTo(statistics.normalize(raw).values());
            assertThat(sum(scores.probabilities())).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void score_dnn_hasItsHiddenLayerAsEmbedding() {
        try (ModelRepository repository = repository()) {
            repository.open();
            EmotionScores scores =
                    repository
                            .model("small-dnn")
                            .score(ModelInput.ofFunctionals(vector(VectorModels.DNN_LAYOUT, 3)));

            assertThat(scores.attention()).isNull();
            assertThat(scores.embedding()).hasSize(VectorModels.HIDDEN);
        }
    }

    @Test
    void score_fusion_readsBothAndWeighsFrames() {
        try (ModelRepository repository = repository()) {
            repository.open();
            EmotionModel model = repository.model("small-fusion");
            EmotionScores scores =
                    model.score(new ModelInput(frames(50), vector(VectorModels.DNN_LAYOUT, 3)));

            assertThat(scores.attention()).hasSize(50);
            assertThat(scores.embedding()).hasSize(VectorModels.POOLED);
            assertThat(
                            model.score(
                                            new ModelInput(
                                                    frames(50), vector(VectorModels.DNN_LAYOUT, 4)))
                                    .probabilities())
                    .isNotEqualTo(scores.probabilities());
            assertThat(
                            model.score(
                                            new ModelInput(
                                                    frames(51), vector(VectorModels.DNN_LAYOUT, 3)))
                                    .probabilities())
                    .isNotEqualTo(scores.probabilities());
        }
    }

    @Test
    void score_manyThreads_eachGetsItsOwnAnswer() throws Exception {
        try (ModelRepository repository = repository()) {
            repository.open();
            EmotionModel model = repository.model("small-fusion");
            List<ModelInput> inputs = new ArrayList<>();
            List<float[]> alone = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                inputs.add(new ModelInput(frames(20 + i), vector(VectorModels.DNN_LAYOUT, i)));
                alone.add(model.score(inputs.get(i)).attention());
            }
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<Future<float[]>> together = new ArrayList<>();
                for (int i = 0; i < 80; i++) {
                    ModelInput input = inputs.get(i % 8);
                    together.add(threads.submit(() -> model.score(input).attention()));
                }
                for (int i = 0; i < 80; i++) {
                    assertThat(together.get(i).get()).isEqualTo(alone.get(i % 8));
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Test
    void open_vectorWithoutStatistics_isRefused() throws IOException {
        byte[] graph = graph("small-linear");
        ModelManifest frames = FixtureModel.manifest("bad", "1.0.0", graph);
        Path directory = FixtureModel.write(folder, frames, graph);
        replace(directory, "\"paper-36\"", "\"paper-36-functionals\"");

        refuses(Fault.UNSUPPORTED_LAYOUT, "statistics null");
    }

    @Test
    void open_framesWithStatistics_isRefused() {
        byte[] graph = new FixtureGraph().toBytes();
        write("paper-36", graph);

        refuses(Fault.UNSUPPORTED_LAYOUT, "statistics statistics.json");
    }

    @Test
    void open_jointLayoutOfAnotherVersion_isRefused() throws IOException {
        Path directory = write("paper-36+paper-36-functionals", graph("small-fusion"));
        replace(directory, "\"layoutVersion\" : 1", "\"layoutVersion\" : 2");

        refuses(Fault.UNSUPPORTED_LAYOUT, "version 2");
    }

    @Test
    void open_statisticsWithOneDigitChanged_areRefusedBeforeTheyAreRead() throws IOException {
        Path file =
                write("paper-36-functionals", graph("small-linear"))
                        .resolve(TrainingStatistics.FILE_NAME);
        Files.writeString(file, Files.readString(file).replaceFirst("[0-9]\\]", "]"));

        refuses(Fault.CHECKSUM_MISMATCH, TrainingStatistics.FILE_NAME);
    }

    @Test
    void open_statisticsThatAreNone_areRefused() throws IOException {
        byte[] text = "[]".getBytes(UTF_8);
        Path directory = write("paper-36-functionals", graph("small-linear"));
        Files.write(directory.resolve(TrainingStatistics.FILE_NAME), text);
        replace(directory, Checksum.sha256(statistics.toJson()), Checksum.sha256(text));

        refuses(Fault.STATISTICS_INVALID, "statistics.json: expected training statistics");
    }

    @Test
    void open_statisticsOfAnotherLayout_areRefused() throws IOException {
        Path file = folder.resolve("is10.onnx");
        OnnxExporter.export(new DenseLayers(1582).add(new float[4 * 1582], new float[4]), file);
        write("is10-1582", Files.readAllBytes(file));

        refuses(Fault.STATISTICS_INVALID, "expected statistics of is10-1582");
    }

    @Test
    void open_graphThatReadsSomethingElse_isRefused() {
        write("paper-36-functionals", graph("small-fusion"));
        refuses(Fault.CONTRACT_MISMATCH, "expected inputs [functionals]");

        write("paper-36+paper-36-functionals", graph("small-linear"));
        refuses(Fault.CONTRACT_MISMATCH, "expected inputs [features, functionals, lengths]");
    }

    @Test
    void open_graphOfAnotherLength_isRefused() throws IOException {
        Path file = folder.resolve("short.onnx");
        OnnxExporter.export(new DenseLayers(7).add(new float[28], new float[4]), file);
        write("paper-36-functionals", Files.readAllBytes(file));

        refuses(Fault.CONTRACT_MISMATCH, "bad@1.0.0");
    }

    private Path write(String layout, byte[] graph) {
        return FixtureModel.write(
                folder, FixtureModel.manifest("bad", layout, graph, statistics), graph, statistics);
    }

    private byte[] graph(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name).resolve("1.0.0/model.onnx"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refuses(Fault fault, String message) {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(repository()::open)
                .matches(e -> e.fault() == fault, fault.name())
                .withMessageContaining(message)
                .matches(e -> String.valueOf(e.getMessage()).lines().count() == 1);
    }

    private static double sum(Map<String, Float> probabilities) {
        return probabilities.values().stream().mapToDouble(Float::doubleValue).sum();
    }

    private static void replace(Path directory, String from, String to) throws IOException {
        Path manifest = directory.resolve("manifest.json");
        String json = Files.readString(manifest);
        assertThat(json).contains(from);
        Files.writeString(manifest, json.replace(from, to));
    }
}
