package dev.undertone.training.reproduction;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.undertone.evaluation.LabelledClip;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.training.Renditions;
import dev.undertone.training.UtteranceLoader;
import dev.undertone.training.export.OnnxImporter;
import dev.undertone.training.network.EmotionNetwork;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Where a recurrent network looks: for the first unseen clip of each emotion, the attention weight of every frame times the
 * number of frames (1 is the plain mean) beside the level of the frame.
 */
final class AttentionPlots {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 300;

    private final EmotionNetwork network;
    private final NDManager manager;

    private AttentionPlots(EmotionNetwork network, NDManager manager) {
        this.network = network;
        this.manager = manager;
    }

    /**
     * Writes one picture (SVG) per emotion.
     *
     * @param run of a recurrent system
     * @param graph that it left behind
     * @param folder an existing one
     */
    static void write(GridRun run, byte[] graph, Path folder) throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            AttentionPlots plots =
                    new AttentionPlots(OnnxImporter.read(graph).network(manager), manager);
            for (String emotion : run.protocol().emotions()) {
                for (LabelledClip clip : run.test()) {
                    if (clip.emotion().equals(emotion)) {
                        plots.write(run, clip, folder);
                        break;
                    }
                }
            }
        }
    }

    private void write(GridRun run, LabelledClip clip, Path folder) throws IOException {
        FeatureLayout layout = FeatureLayout.PAPER_36;
        FeatureMatrix features =
                new UtteranceLoader(layout, Renditions.ORIGINAL)
                        .load(List.of(clip))
                        .get(0)
                        .heard()
                        .get(0);
        double[] weights = attention(features);
        double[] seconds = new double[features.frames()];
        double[] level = new double[features.frames()];
        double loudest = Math.max(max(features.peaks()), Float.MIN_NORMAL);
        for (int t = 0; t < seconds.length; t++) {
            seconds[t] = t * layout.hopSeconds();
            weights[t] *= features.frames();
            level[t] = features.peaks()[t] / loudest;
        }
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(
                                "%s: %s, %s"
                                        .formatted(
                                                run.system().systemName(),
                                                clip.emotion(),
                                                clip.path().getFileName()))
                        .xAxisTitle("seconds")
                        .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.addSeries("attention x frames", seconds, weights).setMarker(SeriesMarkers.NONE);
        chart.addSeries("peak level of the frame", seconds, level).setMarker(SeriesMarkers.NONE);
        VectorGraphicsEncoder.saveVectorGraphic(
                chart,
                folder.resolve(
                                "%s-attention-%s-%s"
                                        .formatted(
                                                run.protocol().name(),
                                                run.system().systemName(),
                                                clip.emotion()))
                        .toString(),
                VectorGraphicsFormat.SVG);
    }

    private double[] attention(FeatureMatrix features) {
        try (NDManager scope = manager.newSubManager()) {
            Shape shape = new Shape(1, features.frames(), features.layout().columns());
            NDArray input = scope.create(features.values(), shape);
            NDArray lengths = scope.create(new long[] {features.frames()});
            float[] weights =
                    network.forward(
                                    new ParameterStore(scope, false),
                                    new NDList(input, lengths),
                                    false)
                            .get(1)
                            .toFloatArray();
            double[] copy = new double[weights.length];
            Arrays.setAll(copy, t -> weights[t]);
            return copy;
        }
    }

    private static double max(float[] values) {
        double max = 0;
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }
}
