package dev.undertone.training.reproduction;

import dev.undertone.training.TrainingListener;
import dev.undertone.training.TrainingRecipe;
import java.io.IOException;
import java.nio.file.Path;

/** Works through a grid: claims a run that nobody has finished or is at, trains it, keeps its figures, goes on. */
public final class Reproduction {

    private final Grid grid;
    private final RunStore store;
    private final RecurrentTraining recurrent;
    private final TrainingListener listener;

    /**
     * A worker on a grid.
     *
     * @param grid what is to be done
     * @param recipe of the recurrent systems
     * @param runs where checkpoints, logits and figures lie
     * @param listener follows every run
     */
    public Reproduction(Grid grid, TrainingRecipe recipe, Path runs, TrainingListener listener) {
        this.grid = grid;
        this.store = new RunStore(runs);
        this.recurrent = new RecurrentTraining(recipe);
        this.listener = listener;
    }

    /**
     * Works until every run is finished or is another worker's.
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
                if (store.figures(run).isEmpty()) {
                    listener.onGridRun(run.id());
                    store.save(run, recurrent.run(run, store.folder(run), listener));
                }
            }
        }
    }
}
