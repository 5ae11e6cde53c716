package dev.undertone.training.reproduction;

import dev.undertone.evaluation.ScoredClips;
import dev.undertone.feature.functional.FunctionalLayout;
import dev.undertone.training.EpochReport;
import dev.undertone.training.Renditions;
import dev.undertone.training.RunScores;
import dev.undertone.training.TrainingListener;
import dev.undertone.training.export.OnnxExporter;
import dev.undertone.training.vector.FeedForwardRecipe;
import dev.undertone.training.vector.FeedForwardTrainer;
import dev.undertone.training.vector.VectorSplit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The paper's DNN on the IS10-style vector. */
final class DnnTraining implements SystemTraining {

    private final FeedForwardRecipe recipe;
    private final LoadedVectors vectors =
            new LoadedVectors(FunctionalLayout.IS10_1582, Renditions.ORIGINAL);

    DnnTraining(FeedForwardRecipe recipe) {
        this.recipe = recipe;
    }

    @Override
    public Optional<Object> recipe(GridRun run) {
        return Optional.of(recipe);
    }

    @Override
    public RunFigures run(GridRun run, Path folder, TrainingListener listener) throws IOException {
        VectorSplit split = vectors.split(run, run.fold().split());
        try (FeedForwardTrainer trainer = trainer(run, split)) {
            List<EpochReport> epochs =
                    trainer.train(
                            split.training().vectors(),
                            split.training().truths(split.emotions()),
                            () -> scored(trainer, split, split.validation()).scores().uar(),
                            listener);
            RunScores scores = new RunScores(folder);
            RunFigures.Evaluated last =
                    RunFigures.Evaluated.keep(
                            scores,
                            RunScores.Weights.LAST,
                            recipe.epochs(),
                            scored(trainer, split, split.validation()),
                            scored(trainer, split, split.test()));
            export(trainer, split, folder);
            trainer.restoreBest();
            RunFigures.Evaluated earlyStopped =
                    RunFigures.Evaluated.keep(
                            scores,
                            RunScores.Weights.EARLY_STOPPED,
                            EpochReport.best(epochs).orElseThrow().epoch(),
                            scored(trainer, split, split.validation()),
                            scored(trainer, split, split.test()));
            return new RunFigures(
                    run.id(),
                    run.system().systemName(),
                    run.seed(),
                    recipe,
                    run.training().size(),
                    run.fold().split().training().size(),
                    epochs,
                    last,
                    earlyStopped,
                    trainer.parameterCount(),
                    epochs.stream().mapToDouble(EpochReport::wallSeconds).sum(),
                    epochs.stream().mapToDouble(EpochReport::cpuSeconds).sum());
        }
    }

    @Override
    public void everybody(GridRun run, Path folder, TrainingListener listener) throws IOException {
        VectorSplit split = vectors.split(run, run.everybody());
        try (FeedForwardTrainer trainer = trainer(run, split)) {
            trainer.train(
                    split.training().vectors(),
                    split.training().truths(split.emotions()),
                    () -> null,
                    listener);
            export(trainer, split, folder);
        }
    }

    private FeedForwardTrainer trainer(GridRun run, VectorSplit split) {
        return new FeedForwardTrainer(
                recipe, split.statistics().layout().columns(), split.emotions().size(), run.seed());
    }

    private static void export(FeedForwardTrainer trainer, VectorSplit split, Path folder)
            throws IOException {
        RunGraph graph = new RunGraph(folder);
        OnnxExporter.export(trainer.network(), graph.graph());
        graph.writeStatistics(split.statistics());
    }

    private static ScoredClips scored(
            FeedForwardTrainer trainer, VectorSplit split, VectorSplit.Part part) {
        return part.scored(split.emotions(), trainer::logits);
    }
}
