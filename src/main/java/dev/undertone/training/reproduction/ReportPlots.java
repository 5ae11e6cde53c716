package dev.undertone.training.reproduction;

import dev.undertone.evaluation.ConfusionMatrix;
import dev.undertone.training.EpochReport;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The comparison as pictures (SVG): recall by system, training curves, confusion matrices. */
final class ReportPlots {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int SQUARE = 460;

    private final GridFigures figures;
    private final Path folder;

    /** Pictures of the finished part of a grid, written into an existing folder. */
    ReportPlots(GridFigures figures, Path folder) {
        this.figures = figures;
        this.folder = folder;
    }

    void write() throws IOException {
        for (Protocol protocol : figures.protocols()) {
            List<SystemFigures> systems = figures.systems(protocol, SystemFigures.State.LAST);
            recall(protocol, systems);
            curve(protocol, systems, "training-loss", EpochReport::trainingLoss);
            curve(
                    protocol,
                    systems,
                    "validation-uar",
                    report -> Objects.requireNonNullElse(report.validationUar(), Double.NaN));
            for (SystemFigures system : systems) {
                confusions(protocol, system);
            }
        }
    }

    private void recall(Protocol protocol, List<SystemFigures> systems) throws IOException {
        CategoryChart chart =
                new CategoryChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(protocol.name() + ": UAR, bars: one standard error over speakers")
                        .build();
        chart.getStyler().setLegendVisible(false).setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setXAxisLabelRotation(30);
        chart.addSeries(
                "UAR",
                systems.stream().map(one -> one.system().systemName()).toList(),
                systems.stream()
                        .map(one -> one.spread(ConfusionMatrix::unweightedAverageRecall).mean())
                        .toList(),
                systems.stream().map(SystemFigures::speakerStandardError).toList());
        save(chart, protocol.name() + "-uar");
    }

    /** The mean over all runs of a system, epoch by epoch. */
    private void curve(
            Protocol protocol,
            List<SystemFigures> systems,
            String name,
            ToDoubleFunction<EpochReport> figure)
            throws IOException {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(protocol.name() + ": " + name.replace('-', ' ') + ", mean over runs")
                        .xAxisTitle("epoch")
                        .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        for (SystemFigures system : systems) {
            double[] means = means(system.runs(), figure);
            if (means.length > 0) {
                chart.addSeries(system.system().systemName(), means).setMarker(SeriesMarkers.NONE);
            }
        }
        if (!chart.getSeriesMap().isEmpty()) {
            save(chart, protocol.name() + "-" + name);
        }
    }

    private static double[] means(List<RunFigures> runs, ToDoubleFunction<EpochReport> figure) {
        int epochs = runs.stream().mapToInt(run -> run.epochs().size()).min().orElse(0);
        double[] means = new double[epochs];
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (RunFigures run : runs) {
                means[epoch] += figure.applyAsDouble(run.epochs().get(epoch)) / runs.size();
            }
        }
        return means;
    }

    private void confusions(Protocol protocol, SystemFigures system) throws IOException {
        ConfusionMatrix pooled = system.pooled();
        HeatMapChart chart =
                new HeatMapChartBuilder()
                        .width(SQUARE)
                        .height(SQUARE)
                        .title(system.system().systemName() + ": % of the true class")
                        .xAxisTitle("called")
                        .yAxisTitle("true")
                        .build();
        chart.getStyler().setRangeColors(new Color[] {Color.WHITE, new Color(0x2b, 0x6c, 0xb0)});
        chart.getStyler().setShowValue(true).setHeatMapDecimalValueFormatter("%.0f"::formatted);
        chart.getStyler().setLegendVisible(false).setChartBackgroundColor(Color.WHITE);
        chart.addSeries("share", pooled.labels(), pooled.labels(), percents(pooled.counts()));
        save(chart, "%s-confusions-%s".formatted(protocol.name(), system.system().systemName()));
    }

    /** XChart's form: column, row, value for each cell. */
    private static List<Number[]> percents(long[][] counts) {
        List<Number[]> cells = new ArrayList<>();
        for (int row = 0; row < counts.length; row++) {
            double truths = Math.max(1, Arrays.stream(counts[row]).sum());
            for (int column = 0; column < counts.length; column++) {
                cells.add(new Number[] {column, row, 100 * counts[row][column] / truths});
            }
        }
        return cells;
    }

    private void save(Chart<?, ?> chart, String name) throws IOException {
        VectorGraphicsEncoder.saveVectorGraphic(
                chart, folder.resolve(name).toString(), VectorGraphicsFormat.SVG);
    }
}
