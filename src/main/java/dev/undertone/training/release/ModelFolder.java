package dev.undertone.training.release;

import dev.undertone.model.Checksum;
import dev.undertone.model.ModelLayout;
import dev.undertone.model.ModelManifest;
import dev.undertone.normalization.TrainingStatistics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code models/<name>/<version>/}: graph, statistics where a vector is read, card and, last, the manifest that vouches
 * for them.
 *
 * @param name of the model
 * @param version of the model
 * @param labels in the order of the outputs
 * @param layout of what the graph reads
 * @param corpora names of the training data
 * @param commit of the code
 * @param seed of the released weights
 */
public record ModelFolder(
        String name,
        String version,
        List<String> labels,
        ModelLayout layout,
        List<String> corpora,
        String commit,
        int seed) {

    private static final String GRAPH = "model.onnx";
    private static final String CARD = "MODEL_CARD.md";

    /** Languages of the corpora that are known here. */
    private static final Map<String, String> LANGUAGES =
            Map.of("CREMA-D", "en", "EmoDB", "de", "IEMOCAP", "en");

    public ModelFolder {
        labels = List.copyOf(labels);
        corpora = List.copyOf(corpora);
    }

    /**
     * Writes the folder.
     *
     * @param models where model folders lie
     * @param graph the ONNX file
     * @param statistics of the vector; null where none is read
     * @param evidence for figures and temperature
     * @param card Markdown
     * @return the folder
     */
    public Path write(
            Path models,
            byte[] graph,
            @Nullable TrainingStatistics statistics,
            Evidence evidence,
            String card)
            throws IOException {
        Path folder = models.resolve(name).resolve(version);
        Files.createDirectories(folder);
        Map<String, byte[]> files = new TreeMap<>();
        files.put(GRAPH, graph);
        files.put(CARD, card.getBytes(StandardCharsets.UTF_8));
        if (statistics != null) {
            files.put(TrainingStatistics.FILE_NAME, statistics.toJson());
        }
        Map<String, String> checksums = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
            checksums.put(file.getKey(), Checksum.sha256(file.getValue()));
        }
        ModelManifest manifest =
                new ModelManifest(
                        ModelManifest.SCHEMA,
                        name,
                        version,
                        labels,
                        layout.name(),
                        layout.version(),
                        layout.sampleRateHz(),
                        GRAPH,
                        checksums,
                        evidence.temperature(),
                        statistics == null ? null : TrainingStatistics.FILE_NAME,
                        evidence.figures(),
                        corpora,
                        corpora.stream()
                                .filter(LANGUAGES::containsKey)
                                .map(LANGUAGES::get)
                                .distinct()
                                .toList(),
                        commit,
                        seed);
        Files.write(folder.resolve(ModelManifest.FILE_NAME), manifest.toJson());
        return folder;
    }
}
