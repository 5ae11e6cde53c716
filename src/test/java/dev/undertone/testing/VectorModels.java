package dev.undertone.testing;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.undertone.audio.Waveform;
import dev.undertone.feature.functional.FunctionalExtractor;
import dev.undertone.feature.functional.FunctionalLayout;
import dev.undertone.feature.functional.UtteranceVector;
import dev.undertone.normalization.TrainingStatistics;
import dev.undertone.training.export.DenseLayers;
import dev.undertone.training.export.Fusion;
import dev.undertone.training.export.OnnxExporter;
import dev.undertone.training.network.EmotionNetwork;
import dev.undertone.training.network.NetworkConfiguration;
import dev.undertone.training.network.Recurrence;
import dev.undertone.training.network.TestNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Small untrained models that read an utterance vector, written as training would: {@code small-linear} reads statistics of
 * the frame features, {@code small-dnn} the INTERSPEECH 2010 set, {@code small-fusion} that set and frames.
 */
public final class VectorModels {

    /** What {@code small-linear} reads. */
    public static final FunctionalLayout LINEAR_LAYOUT = FunctionalLayout.PAPER_36_FUNCTIONALS;

    /** What {@code small-dnn} reads, and {@code small-fusion} beside frames. */
    public static final FunctionalLayout DNN_LAYOUT = FunctionalLayout.IS10_1582;

    /** Units of the hidden layer of {@code small-dnn}: the length of its embedding. */
    public static final int HIDDEN = 24;

    /** Length of the embedding of {@code small-fusion}. */
    public static final int POOLED = 12;

    private static final int CLASSES = FixtureModel.LABELS.size();

    private VectorModels() {}

    /** Writes all three at version 1.0.0 into a folder of models. */
    public static void write(Path folder) throws IOException {
        TrainingStatistics statistics = statistics(DNN_LAYOUT);
        write(folder, "small-linear", linear(), statistics(LINEAR_LAYOUT));
        write(folder, "small-dnn", dnn(), statistics);
        try (NDManager manager = TestNetworks.manager()) {
            Fusion fusion =
                    new Fusion(new float[] {0.5f, -0.5f, 0.25f, 0})
                            .add(network(manager), Fusion.factor(2, CLASSES))
                            .add(dnn(), Fusion.factor(0.5, CLASSES));
            Path graph = Files.createTempFile("undertone", ".onnx");
            OnnxExporter.export(fusion, graph);
            write(folder, "small-fusion", "paper-36+" + DNN_LAYOUT.name(), graph, statistics);
        }
    }

    /** Statistics of six buzzes, each of another pitch and length. */
    public static TrainingStatistics statistics(FunctionalLayout layout) {
        FunctionalExtractor extractor = FunctionalExtractor.of(layout);
        List<UtteranceVector> vectors = new ArrayList<>();
        for (int seed = 1; seed <= 6; seed++) {
            float[] samples = WavBytes.buzz(0.3 + 0.1 * seed, seed);
            vectors.add(extractor.extract(new Waveform(samples, layout.sampleRateHz())));
        }
        return TrainingStatistics.of(vectors);
    }

    /** Scores straight from the vector. */
    private static DenseLayers linear() {
        int columns = LINEAR_LAYOUT.columns();
        return add(new DenseLayers(columns), columns, CLASSES, 3);
    }

    /** One hidden layer. */
    private static DenseLayers dnn() {
        int columns = DNN_LAYOUT.columns();
        return add(add(new DenseLayers(columns), columns, HIDDEN, 5), HIDDEN, CLASSES, 7);
    }

    private static DenseLayers add(DenseLayers layers, int inputs, int units, long seed) {
        Random random = new Random(seed);
        float[] weight = new float[units * inputs];
        for (int k = 0; k < weight.length; k++) {
            weight[k] = (float) (random.nextGaussian() / Math.sqrt(inputs));
        }
        float[] bias = new float[units];
        bias[0] = 0.1f;
        return layers.add(weight, bias);
    }

    private static EmotionNetwork network(NDManager manager) {
        return TestNetworks.random(
                manager,
                new NetworkConfiguration(
                        Recurrence.A_LSTM, 36, 8, POOLED / 2, CLASSES, 0, 0, 0.5f, 2),
                DataType.FLOAT32,
                0.5,
                11);
    }

    private static void write(
            Path folder, String name, DenseLayers layers, TrainingStatistics statistics)
            throws IOException {
        Path graph = Files.createTempFile("undertone", ".onnx");
        OnnxExporter.export(layers, graph);
        write(folder, name, statistics.layout().name(), graph, statistics);
    }

    private static void write(
            Path folder, String name, String layout, Path graph, TrainingStatistics statistics)
            throws IOException {
        byte[] bytes = Files.readAllBytes(graph);
        Files.delete(graph);
        FixtureModel.write(
                folder, FixtureModel.manifest(name, layout, bytes, statistics), bytes, statistics);
    }
}
