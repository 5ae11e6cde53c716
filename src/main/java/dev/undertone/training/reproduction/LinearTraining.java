package dev.undertone.training.reproduction;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.undertone.evaluation.ScoredClips;
import dev.undertone.evaluation.TemperatureScaling;
import dev.undertone.feature.functional.FunctionalLayout;
import dev.undertone.training.Renditions;
import dev.undertone.training.RunScores;
import dev.undertone.training.Speed;
import dev.undertone.training.TrainingListener;
import dev.undertone.training.degradation.AcousticCondition;
import dev.undertone.training.export.OnnxExporter;
import dev.undertone.training.vector.LinearClassifier;
import dev.undertone.training.vector.VectorSplit;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The linear baseline: logistic regression on statistics of the 36 features over the utterance. The cost is the one among
 * several whose classifier gives the validation speakers the lowest mean negative log likelihood, each at its own
 * best temperature. There is no chance in it, so every seed gives the same.
 */
final class LinearTraining implements SystemTraining {

    private final Renditions renditions;
    private final List<Double> costs;
    private final LoadedVectors vectors;

    /**
     * A training on all renditions of each clip.
     *
     * @param renditions how the clips are heard
     * @param costs to choose from
     */
    LinearTraining(Renditions renditions, List<Double> costs) {
        this.renditions = renditions;
        this.costs = List.copyOf(costs);
        this.vectors = new LoadedVectors(FunctionalLayout.PAPER_36_FUNCTIONALS, renditions);
    }

    @Override
    public RunFigures run(GridRun run, Path folder, TrainingListener listener) throws IOException {
        VectorSplit split = vectors.split(run, run.fold().split());
        long wall = System.nanoTime();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Fit best = best(split);
        double wallSeconds = (System.nanoTime() - wall) / 1e9;
        double cpuSeconds =
                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
        export(best.classifier, split, folder);
        return new RunFigures(
                run.id(),
                run.system().systemName(),
                run.seed(),
                new Recipe(
                        best.cost,
                        "L2R_LR",
                        renditions.speeds().stream().filter(s -> s != Speed.ORIGINAL).toList(),
                        renditions.conditions()),
                run.training().size(),
                run.fold().split().training().size(),
                List.of(),
                RunFigures.Evaluated.keep(
                        new RunScores(folder),
                        RunScores.Weights.LAST,
                        0,
                        best.scored(split.validation(), split.emotions()),
                        best.scored(split.test(), split.emotions())),
                null,
                best.classifier.parameterCount(),
                wallSeconds,
                cpuSeconds);
    }

    /** With the cost that the cell's validation speakers chose, where there is a choice. */
    @Override
    public void everybody(GridRun run, Path folder, TrainingListener listener) throws IOException {
        double cost =
                costs.size() == 1
                        ? costs.get(0)
                        : best(vectors.split(run, run.fold().split())).cost;
        VectorSplit split = vectors.split(run, run.everybody());
        export(train(split, cost), split, folder);
    }

    private static void export(LinearClassifier classifier, VectorSplit split, Path folder)
            throws IOException {
        RunGraph graph = new RunGraph(folder);
        OnnxExporter.export(classifier.layers(), graph.graph());
        graph.writeStatistics(split.statistics());
    }

    private static LinearClassifier train(VectorSplit split, double cost) {
        return LinearClassifier.train(
                split.training().vectors(),
                split.training().truths(split.emotions()),
                split.emotions().size(),
                cost);
    }

    /** What is kept of how a classifier came about. */
    private record Recipe(
            double cost,
            String solver,
            List<Double> otherSpeeds,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AcousticCondition> conditions) {}

    /** A classifier with the cost that it was fitted with, and its loss on the validation speakers. */
    private record Fit(double cost, LinearClassifier classifier, double loss) {

        ScoredClips scored(VectorSplit.Part part, List<String> emotions) {
            return part.scored(
                    emotions, vectors -> vectors.stream().map(classifier::logits).toList());
        }
    }

    private Fit best(VectorSplit split) {
        Fit best = null;
        for (double cost : costs) {
            LinearClassifier classifier = train(split, cost);
            Fit fit = new Fit(cost, classifier, Double.POSITIVE_INFINITY);
            double loss =
                    TemperatureScaling.fit(fit.scored(split.validation(), split.emotions()))
                            .lossAfter();
            if (best == null || loss < best.loss) {
                best = new Fit(cost, classifier, loss);
            }
        }
        return Objects.requireNonNull(best);
    }
}
