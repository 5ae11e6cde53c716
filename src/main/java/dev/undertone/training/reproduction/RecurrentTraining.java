package dev.undertone.training.reproduction;

import dev.undertone.evaluation.Scores;
import dev.undertone.evaluation.SpeakerSplit;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.training.Experiment;
import dev.undertone.training.ExperimentResult;
import dev.undertone.training.Renditions;
import dev.undertone.training.TrainingListener;
import dev.undertone.training.TrainingRecipe;
import dev.undertone.training.TrainingUtterance;
import dev.undertone.training.UtteranceLoader;
import dev.undertone.training.export.OnnxExporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Trains the recurrent systems; all follow one recipe but for the cell, the tasks, the conditions and what these cost in epochs. */
final class RecurrentTraining implements SystemTraining {

    /**
     * How many times as long a network learns that hears each clip in more than twice as many renditions: after the epochs
     * of the others it is far from done (docs/experiments.md).
     */
    private static final double LONGER_IN_CONDITIONS = 3.2;

    private final TrainingRecipe recipe;
    private final Map<Heard, List<TrainingUtterance>> loaded = new HashMap<>();

    /** What is computed once for all runs of this process: the clips of a protocol, in all their renditions. */
    private record Heard(String protocol, Renditions renditions) {}

    RecurrentTraining(TrainingRecipe recipe) {
        this.recipe = recipe;
    }

    @Override
    public RunFigures run(GridRun run, Path folder, TrainingListener listener) throws IOException {
        return figures(run, train(run, run.fold().split(), folder, listener));
    }

    @Override
    public void everybody(GridRun run, Path folder, TrainingListener listener) throws IOException {
        train(run, run.everybody(), folder, listener);
    }

    @Override
    public Optional<Object> recipe(GridRun run) {
        return Optional.of(own(run));
    }

    /** The one recipe, with the cell, the tasks, the conditions and the epochs of a run's system. */
    private TrainingRecipe own(GridRun run) {
        ComparedSystem system = run.system();
        double longer = system.conditions().isEmpty() ? 1 : LONGER_IN_CONDITIONS;
        return recipe.with(
                        system.recurrence().orElseThrow(),
                        system.multiTask(),
                        recipe.dropout(),
                        (int) Math.round(longer * recipe.epochs()))
                .withConditions(system.conditions());
    }

    private ExperimentResult train(
            GridRun run, SpeakerSplit split, Path folder, TrainingListener listener)
            throws IOException {
        return new Experiment(own(run), run.seed(), split, Set.of())
                .run(
                        utterances(run.protocol(), own(run).renditions()),
                        run.protocol().emotions(),
                        folder,
                        listener,
                        (network, outcome) -> {
                            OnnxExporter.export(network, new RunGraph(folder).graph());
                            return outcome;
                        });
    }

    private List<TrainingUtterance> utterances(Protocol protocol, Renditions renditions) {
        return loaded.computeIfAbsent(
                new Heard(protocol.name(), renditions),
                absent ->
                        new UtteranceLoader(FeatureLayout.PAPER_36, renditions)
                                .load(protocol.clips()));
    }

    private static RunFigures figures(GridRun run, ExperimentResult result) {
        ExperimentResult.EarlyStopped stopped = Objects.requireNonNull(result.earlyStopped());
        return new RunFigures(
                run.id(),
                run.system().systemName(),
                run.seed(),
                result.recipe(),
                result.trainingClips(),
                result.trainingSpeakers(),
                result.epochs(),
                new RunFigures.Evaluated(
                        result.epochs().size(),
                        present(result.validation()),
                        present(result.test())),
                new RunFigures.Evaluated(
                        stopped.epoch(), stopped.validation(), present(stopped.test())),
                result.parameters(),
                result.wallSeconds(),
                result.cpuSeconds());
    }

    private static Scores present(@Nullable Scores scores) {
        return Objects.requireNonNull(scores, "the grid validates and tests every run");
    }
}
