package dev.undertone.training.reproduction;

import dev.undertone.training.TrainingListener;
import dev.undertone.training.TrainingRecipe;
import dev.undertone.training.vector.FeedForwardRecipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Works through a grid: claims a run that nobody has finished or is at, trains it, keeps its figures, goes on. */
public final class Reproduction {

    private static final List<ComparedSystem> FUSED =
            List.of(ComparedSystem.A_LSTM, ComparedSystem.DNN_IS10);

    private final Grid grid;
    private final RunStore store;
    private final TrainingListener listener;
    private final SystemTraining recurrent;
    private final SystemTraining linear = new LinearTraining();
    private final SystemTraining dnn;
    private final FusionTraining fusion;

    /**
     * A worker on a grid.
     *
     * @param grid what is to be done
     * @param recurrent recipe of the recurrent systems
     * @param dnn recipe of the DNN
     * @param runs where checkpoints, logits and figures lie
     * @param listener follows every run
     */
    public Reproduction(
            Grid grid,
            TrainingRecipe recurrent,
            FeedForwardRecipe dnn,
            Path runs,
            TrainingListener listener) {
        this.grid = grid;
        this.store = new RunStore(runs);
        this.listener = listener;
        this.recurrent = new RecurrentTraining(recurrent);
        this.dnn = new DnnTraining(dnn);
        this.fusion = new FusionTraining(store, FUSED);
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

    private boolean isReady(GridRun run) throws IOException {
        return run.system() != ComparedSystem.FUSION || fusion.isReady(run);
    }

    private SystemTraining training(GridRun run) {
        return switch (run.system()) {
            case LINEAR -> linear;
            case DNN_IS10 -> dnn;
            case FUSION -> fusion;
            default -> recurrent;
        };
    }
}
