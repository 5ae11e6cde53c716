package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.undertone.model.ModelManifest;
import dev.undertone.training.SyntheticCorpus;
import dev.undertone.training.export.OnnxImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fine-tuning of an embedded model on one's own manifest, on ten synthetic speakers. */
class TrainCommandTest {

    @TempDir private Path folder;

    @BeforeEach
    void makeCorpus() throws IOException {
        SyntheticCorpus.write(folder.resolve("corpus"), 10);
    }

    @Test
    void train_fromAModelWithItsLabels_beginsWithItsWeights() throws IOException {
        CommandRun run = train("--from", "a-lstm", "--learning-rate", "1e-9");

        assertThat(run.exitCode()).as(run.err()).isZero();
        ModelManifest manifest = manifest();
        assertThat(manifest.labels()).containsExactly("neutral", "happy", "angry", "sad");
        // at this rate training leaves the weights where they began
        byte[] embedded = embedded();
        assertThat(weights(graph()))
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(weights(embedded));
        assertThat(Files.readString(model().resolve("MODEL_CARD.md")))
                .contains("Fine-tuned from a-lstm@1.1.0");
    }

    @Test
    void train_fromAModelWithOtherLabels_getsANewLastLayer() throws IOException {
        CommandRun run = train("--from", "a-lstm", "--labels", "angry,sad,happy");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(manifest().labels()).containsExactly("angry", "sad", "happy");
        assertThat(OnnxImporter.read(graph()).configuration().emotions()).isEqualTo(3);
        assertThat(analyzed()).contains("\"probabilities\":{\"angry\":");
    }

    @Test
    void train_withNoiseFloor_releasesAModelOfThatLayout() throws IOException {
        CommandRun run = train("--noise-floor");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(manifest().layout()).isEqualTo("paper-36-floored");
        assertThat(Files.readString(model().resolve("MODEL_CARD.md")))
                .contains("`paper-36-floored`");
        assertThat(analyzed()).contains("\"probabilities\":{\"neutral\":");
    }

    @Test
    void train_fromAModelWithNoiseFloor_readsTheSameFeatures() throws IOException {
        train("--noise-floor");
        CommandRun run = train("--from", "mine", "--release-version", "2.0.0");

        assertThat(run.exitCode()).as(run.err()).isZero();
        ModelManifest tuned =
                ModelManifest.read(
                        Files.readAllBytes(folder.resolve("models/mine/2.0.0/manifest.json")));
        assertThat(tuned.layout()).isEqualTo("paper-36-floored");
    }

    @Test
    void train_fromAModelWithoutNoiseFloor_canBeAskedOverOne() throws IOException {
        CommandRun run = train("--from", "a-lstm", "--noise-floor");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(manifest().layout()).isEqualTo("paper-36-floored");
    }

    @Test
    void train_fromAnUnknownModel_isAUsageError() {
        CommandRun run = train("--from", "nobody");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("nobody");
    }

    @Test
    void train_fromWithoutAName_isAUsageError() {
        CommandRun run =
                CommandRun.of("train", "--corpus", folder.resolve("corpus"), "--from", "a-lstm");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--name");
    }

    private CommandRun train(String... more) {
        List<Object> words =
                new ArrayList<>(
                        List.of(
                                "train",
                                "--corpus",
                                folder.resolve("corpus"),
                                "--name",
                                "mine",
                                "--seeds",
                                "1",
                                "--epochs",
                                "1",
                                "--models",
                                folder.resolve("models"),
                                "--runs",
                                folder.resolve("runs")));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray());
    }

    private String analyzed() {
        CommandRun run =
                CommandRun.of(
                        "analyze",
                        "--json",
                        "--model=mine",
                        "--models",
                        folder.resolve("models"),
                        folder.resolve("corpus/s0-angry.wav"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }

    private Path model() {
        return folder.resolve("models/mine/1.0.0");
    }

    private byte[] graph() throws IOException {
        return Files.readAllBytes(model().resolve("model.onnx"));
    }

    private ModelManifest manifest() throws IOException {
        return ModelManifest.read(Files.readAllBytes(model().resolve("manifest.json")));
    }

    private static byte[] embedded() throws IOException {
        return Files.readAllBytes(Path.of("models/a-lstm/1.1.0/model.onnx"));
    }

    private static float[] weights(byte[] graph) {
        try (NDManager manager = NDManager.newBaseManager()) {
            return OnnxImporter.read(graph)
                    .network(manager)
                    .getParameters()
                    .get("04emotion_02scores_weight")
                    .getArray()
                    .toFloatArray();
        }
    }
}
