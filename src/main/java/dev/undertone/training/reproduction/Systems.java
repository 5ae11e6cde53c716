package dev.undertone.training.reproduction;

import dev.undertone.training.Renditions;
import dev.undertone.training.TrainingListener;
import dev.undertone.training.TrainingRecipe;
import dev.undertone.training.vector.FeedForwardRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** How each of the compared systems is trained. */
final class Systems {

    /** What every fold of {@code linear} chose; on twice as many renditions it is not searched for again. */
    private static final double HIGHEST_LINEAR_COST = 3e-3;

    /** A factor of three apart. */
    private static final List<Double> LINEAR_COSTS = List.of(3e-4, 1e-3, HIGHEST_LINEAR_COST);

    private static final JsonMapper JSON = new JsonMapper();

    private final RecurrentTraining recurrent;
    private final LinearTraining linear;
    private final LinearTraining linearInConditions;
    private final DnnTraining dnn;
    private final FusionTraining fusion;
    private final RunStore store;

    /**
     * All systems.
     *
     * @param recurrent recipe of the recurrent systems
     * @param dnn recipe of the DNN
     * @param store where fusions find their members
     */
    Systems(TrainingRecipe recurrent, FeedForwardRecipe dnn, RunStore store) {
        this.store = store;
        this.recurrent = new RecurrentTraining(recurrent);
        this.linear = new LinearTraining(recurrent.renditions(), LINEAR_COSTS);
        this.linearInConditions =
                new LinearTraining(
                        new Renditions(recurrent.speeds(), ComparedSystem.LINEAR_MC.conditions()),
                        List.of(HIGHEST_LINEAR_COST));
        this.dnn = new DnnTraining(dnn);
        this.fusion = new FusionTraining(store, this);
    }

    /** The cells that a fusion is made of; none for another system. */
    List<GridRun> members(GridRun run) {
        return run.system().members().stream().map(run::of).toList();
    }

    /** False for a fusion whose members are not finished. */
    boolean isReady(GridRun run) throws IOException {
        for (GridRun member : members(run)) {
            if (store.figures(member).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Refuses figures of another recipe: they would be another network's under this one's name. Only recurrent systems and
     * the DNN have a recipe that is known before the run.
     *
     * @throws IOException naming the run and both recipes
     */
    void requireOwnRecipe(GridRun run, RunFigures figures) throws IOException {
        Object own = training(run.system()).recipe(run).orElse(figures.recipe());
        Map<?, ?> expected = JSON.readValue(JSON.writeValueAsBytes(own), Map.class);
        if (!expected.equals(figures.recipe())) {
            throw new IOException(
                    "expected figures of %s with the recipe %s but got those of %s; give another folder of results"
                            .formatted(run.id(), expected, figures.recipe()));
        }
    }

    /** Trains and evaluates one cell of the grid. */
    RunFigures run(GridRun run, Path folder, TrainingListener listener) throws IOException {
        return training(run.system()).run(run, folder, listener);
    }

    /** The served form of a finished run; trained again, from its last checkpoint where there is one, if its folder was lost. */
    RunGraph graph(GridRun run, Path folder, TrainingListener listener) throws IOException {
        RunGraph graph = new RunGraph(folder);
        if (!Files.exists(graph.graph())) {
            run(run, folder, listener);
        }
        return graph;
    }

    /**
     * The same system, having learned from everybody; trained where it is not there yet.
     *
     * @param run a finished one, whose choices are followed
     * @param folder where its state goes
     */
    RunGraph everybody(GridRun run, Path folder, TrainingListener listener) throws IOException {
        RunGraph graph = new RunGraph(folder);
        if (!Files.exists(graph.graph())) {
            Files.createDirectories(folder);
            training(run.system()).everybody(run, folder, listener);
        }
        return graph;
    }

    private SystemTraining training(ComparedSystem system) {
        return switch (system) {
            case LINEAR -> linear;
            case LINEAR_MC -> linearInConditions;
            case DNN_IS10 -> dnn;
            default -> system.members().isEmpty() ? recurrent : fusion;
        };
    }
}
