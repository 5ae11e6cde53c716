package dev.undertone.training;

import dev.undertone.feature.FeatureLayout;
import dev.undertone.model.Checksum;
import dev.undertone.model.ModelManifest;
import dev.undertone.training.export.OnnxExporter;
import dev.undertone.training.network.EmotionNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code models/<name>/<version>/}: graph, card and, last, the manifest that vouches for them.
 *
 * @param plan of the training
 * @param figures on unseen speakers
 * @param corpora names of the training data
 */
record ModelRelease(TrainingPlan plan, Figures figures, List<String> corpora) {

    private static final String GRAPH = "model.onnx";
    private static final String CARD = "MODEL_CARD.md";

    /** Logits are not scaled yet. */
    private static final double TEMPERATURE = 1.0;

    /** CREMA-D is spoken in English; other corpora add theirs. */
    private static final Map<String, String> LANGUAGES = Map.of("CREMA-D", "en", "EmoDB", "de");

    ModelRelease {
        corpora = List.copyOf(corpora);
    }

    /**
     * Writes the folder.
     *
     * @param network with the weights to release
     * @param run that trained them
     * @return the folder
     */
    Path write(EmotionNetwork network, ExperimentResult run) throws IOException {
        Path folder = plan.models().resolve(plan.name()).resolve(plan.version());
        Files.createDirectories(folder);
        Path graph = folder.resolve(GRAPH);
        OnnxExporter.export(network, graph);
        byte[] card =
                new ModelCard(plan, figures, corpora, run).text().getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve(CARD), card);
        ModelManifest manifest =
                new ModelManifest(
                        ModelManifest.SCHEMA,
                        plan.name(),
                        plan.version(),
                        TrainingPlan.LABELS,
                        FeatureLayout.PAPER_36.name(),
                        FeatureLayout.PAPER_36.version(),
                        FeatureLayout.PAPER_36.sampleRateHz(),
                        GRAPH,
                        Map.of(
                                GRAPH,
                                Checksum.sha256(Files.readAllBytes(graph)),
                                CARD,
                                Checksum.sha256(card)),
                        TEMPERATURE,
                        null,
                        figures.toManifest(plan.testFold()),
                        corpora,
                        corpora.stream()
                                .filter(LANGUAGES::containsKey)
                                .map(LANGUAGES::get)
                                .toList(),
                        plan.commit(),
                        run.seed());
        Files.write(folder.resolve(ModelManifest.FILE_NAME), manifest.toJson());
        return folder;
    }
}
