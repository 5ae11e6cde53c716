package dev.undertone.training.reproduction;

import dev.undertone.training.TrainingListener;
import dev.undertone.training.TrainingRecipe;
import dev.undertone.training.vector.FeedForwardRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Works through a grid: claims a run that nobody has finished or is at, trains it, keeps its figures, goes on. */
public final class Reproduction {

    private final Grid grid;
    private final RunStore store;
    private final TrainingListener listener;
    private final Systems systems;

    /**
     * A worker on a grid.
     *
     * @param grid what is to be done
     * @param recurrent recipe of the recurrent systems
     * @param dnn recipe of the DNN
     * @param runs where checkpoints and logits lie
     * @param results where the figures of finished runs lie
     * @param listener follows every run
     */
    public Reproduction(
            Grid grid,
            TrainingRecipe recurrent,
            FeedForwardRecipe dnn,
            Path runs,
            Path results,
            TrainingListener listener) {
        this.grid = grid;
        this.store = new RunStore(runs, results);
        this.listener = listener;
        this.systems = new Systems(recurrent, dnn, store);
    }

    /**
     * Works until every run is finished or is another worker's. A fusion whose members another worker is still at is left
     * to {@link #work} called again.
     *
     * @throws IOException if a run's state cannot be read or written
     */
    public void work() throws IOException {
        for (GridRun run : grid.runs()) {
            RunStore.Claim claim = store.claim(run).orElse(null);
            if (claim == null) {
                continue;
            }
            try (claim) {
                if (figures(run).isEmpty() && systems.isReady(run)) {
                    listener.onGridRun(run.id());
                    store.save(run, systems.run(run, store.folder(run), listener));
                }
            }
        }
    }

    /** How many runs of the grid are finished. */
    public int finishedRuns() throws IOException {
        return finished().size();
    }

    /**
     * Writes {@code report.md} and its pictures about what is finished so far.
     *
     * @param folder made where it is not there
     * @throws IOException if a result cannot be read or the report not written
     */
    public void report(Path folder) throws IOException {
        Files.createDirectories(folder);
        GridFigures figures = new GridFigures(grid, finished());
        Files.writeString(folder.resolve("report.md"), new Report(grid, figures).markdown());
        new ReportPlots(figures, folder).write();
        attention(folder);
    }

    /** Of the first A-LSTM whose graph is at hand. */
    private void attention(Path folder) throws IOException {
        for (GridRun run : grid.runs()) {
            RunGraph graph = new RunGraph(store.folder(run));
            if (run.system() == ComparedSystem.A_LSTM && Files.exists(graph.graph())) {
                AttentionPlots.write(run, Files.readAllBytes(graph.graph()), folder);
                return;
            }
        }
    }

    private Optional<RunFigures> figures(GridRun run) throws IOException {
        Optional<RunFigures> figures = store.figures(run);
        if (figures.isPresent()) {
            systems.requireOwnRecipe(run, figures.get());
        }
        return figures;
    }

    private Map<GridRun, RunFigures> finished() throws IOException {
        Map<GridRun, RunFigures> finished = new LinkedHashMap<>();
        for (GridRun run : grid.runs()) {
            Optional<RunFigures> figures = figures(run);
            figures.ifPresent(done -> finished.put(run, done));
        }
        return finished;
    }

    /**
     * Writes a model folder for every system of a protocol of which at least one seed is complete.
     *
     * @param protocol one of the grid's
     * @param corpus its name, as a manifest has it
     * @param everybody the systems whose released weights learn from everybody; trained here where they are not yet
     * @param models where model folders lie
     * @param version of the models
     * @param commit of the code
     * @return the folders
     */
    public List<Path> release(
            Protocol protocol,
            String corpus,
            Set<ComparedSystem> everybody,
            Path models,
            String version,
            String commit)
            throws IOException {
        SystemRelease release = new SystemRelease(store, systems, protocol, corpus, listener);
        List<Path> folders = new ArrayList<>();
        for (ComparedSystem system : grid.systems(protocol)) {
            release.release(system, everybody.contains(system), models, version, commit)
                    .ifPresent(folders::add);
        }
        return folders;
    }
}
