package dev.undertone.training.reproduction;

import dev.undertone.training.RunScores;
import dev.undertone.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Trains one kind of system for one cell of the grid. */
interface SystemTraining {

    /**
     * Trains, and meets the unseen speakers once.
     *
     * @param run the cell
     * @param folder where {@link RunScores} and any checkpoint go
     * @param listener follows the run
     */
    RunFigures run(GridRun run, Path folder, TrainingListener listener) throws IOException;

    /**
     * How a cell is trained, as {@link RunFigures#recipe()} will have it.
     *
     * @return empty where the run itself finds out
     */
    default Optional<Object> recipe(GridRun run) {
        return Optional.empty();
    }

    /**
     * Trains the same on everybody, without figures, and leaves the {@link RunGraph}.
     *
     * @param run a finished cell, whose choices are followed
     * @param folder an existing one
     * @param listener follows the training
     */
    void everybody(GridRun run, Path folder, TrainingListener listener) throws IOException;
}
