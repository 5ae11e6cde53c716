package dev.undertone.training.reproduction;

import dev.undertone.training.Speed;
import dev.undertone.training.TrainingListener;
import dev.undertone.training.TrainingRecipe;
import dev.undertone.training.vector.FeedForwardRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Works through a grid: claims a run that nobody has finished or is at, trains it, keeps its figures, goes on. */
public final class Reproduction {

    /** What is fused of what: the paper's fusion, and the one that is cheap enough to be the default. */
    private static final Map<ComparedSystem, List<ComparedSystem>> MEMBERS =
            Map.of(
                    ComparedSystem.FUSION,
                    List.of(ComparedSystem.A_LSTM, ComparedSystem.DNN_IS10),
                    ComparedSystem.ENSEMBLE,
                    List.of(ComparedSystem.A_LSTM, ComparedSystem.LSTM, ComparedSystem.LINEAR));

    private final Grid grid;
    private final RunStore store;
    private final TrainingListener listener;
    private final SystemTraining recurrent;
    private final SystemTraining linear;
    private final SystemTraining dnn;
    private final FusionTraining fusion;

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
        this.recurrent = new RecurrentTraining(recurrent);
        this.linear =
                new LinearTraining(
                        recurrent.speeds().stream().filter(s -> s != Speed.ORIGINAL).toList());
        this.dnn = new DnnTraining(dnn);
        this.fusion = new FusionTraining(store, MEMBERS);
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
                if (store.figures(run).isEmpty() && isReady(run)) {
                    listener.onGridRun(run.id());
                    store.save(run, training(run).run(run, store.folder(run), listener));
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
    }

    private Map<GridRun, RunFigures> finished() throws IOException {
        Map<GridRun, RunFigures> finished = new LinkedHashMap<>();
        for (GridRun run : grid.runs()) {
            Optional<RunFigures> figures = store.figures(run);
            figures.ifPresent(done -> finished.put(run, done));
        }
        return finished;
    }

    private boolean isReady(GridRun run) throws IOException {
        return !MEMBERS.containsKey(run.system()) || fusion.isReady(run);
    }

    private SystemTraining training(GridRun run) {
        return switch (run.system()) {
            case LINEAR -> linear;
            case DNN_IS10 -> dnn;
            case FUSION, ENSEMBLE -> fusion;
            default -> recurrent;
        };
    }
}
