package dev.undertone.testing;

import dev.undertone.model.Checksum;
import dev.undertone.model.ModelManifest;
import dev.undertone.normalization.TrainingStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes models of a {@link FixtureGraph} into a folder, as training would. */
public final class FixtureModel {

    /** The classes of every fixture. */
    public static final List<String> LABELS = List.of("neutral", "happy", "angry", "sad");

    private FixtureModel() {}

    /** Writes {@code fixture/1.0.0} with manifest, graph and card into a folder. */
    public static Path write(Path folder) {
        return write(
                folder,
                manifest("fixture", "1.0.0", new FixtureGraph().toBytes()),
                new FixtureGraph().toBytes());
    }

    /** Writes a manifest and its graph to {@code name/version} of a folder; returns that. */
    public static Path write(Path folder, ModelManifest manifest, byte[] graph) {
        try {
            Path directory =
                    Files.createDirectories(
                            folder.resolve(manifest.name()).resolve(manifest.version()));
            Files.write(directory.resolve(manifest.graph()), graph);
            Files.write(directory.resolve(ModelManifest.FILE_NAME), manifest.toJson());
            Files.writeString(
                    directory.resolve("MODEL_CARD.md"), "# Fixture\n\nNot a trained model.\n");
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A manifest of the four classes for a graph. */
    public static ModelManifest manifest(String name, String version, byte[] graph) {
        return new ModelManifest(
                ModelManifest.SCHEMA,
                name,
                version,
                LABELS,
                "paper-36",
                1,
                16_000,
                "model.onnx",
                Map.of("model.onnx", Checksum.sha256(graph)),
                1.25,
                null,
                Map.of("uar", 0.25),
                List.of(),
                List.of("en"),
                "none",
                1);
    }

    /** The same for a graph that reads a vector, which the statistics belong to. */
    public static ModelManifest manifest(
            String name, String layout, byte[] graph, TrainingStatistics statistics) {
        return new ModelManifest(
                ModelManifest.SCHEMA,
                name,
                "1.0.0",
                LABELS,
                layout,
                1,
                16_000,
                "model.onnx",
                Map.of(
                        "model.onnx",
                        Checksum.sha256(graph),
                        TrainingStatistics.FILE_NAME,
                        Checksum.sha256(statistics.toJson())),
                1.25,
                TrainingStatistics.FILE_NAME,
                Map.of("uar", 0.25),
                List.of(),
                List.of("en"),
                "none",
                1);
    }

    /** Writes a model that reads a vector; returns its directory. */
    public static Path write(
            Path folder, ModelManifest manifest, byte[] graph, TrainingStatistics statistics) {
        Path directory = write(folder, manifest, graph);
        try {
            Files.write(directory.resolve(TrainingStatistics.FILE_NAME), statistics.toJson());
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
