package dev.undertone.training;

import dev.undertone.training.corpus.Corpus;
import java.util.List;

/** Follows a run. */
public interface TrainingListener {

    /** Follows nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /** Corpora are read, their clips are about to be loaded. */
    default void onLoading(List<Corpus> corpora) {}

    /** A run of a comparison begins; its id names corpus, system, split and seed. */
    default void onGridRun(String id) {}

    /** A run begins, or goes on after so many finished epochs. */
    default void onRun(String name, int finishedEpochs, int epochs) {}

    /**
     * A step of the optimiser is done.
     *
     * @param epoch 1-based
     * @param step 1-based, within the epoch
     * @param steps in the epoch
     * @param loss of the batch
     */
    default void onStep(int epoch, int step, int steps, float loss) {}

    /** An epoch is done. */
    default void onEpoch(EpochReport report) {}
}
