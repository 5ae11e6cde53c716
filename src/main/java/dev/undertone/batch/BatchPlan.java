package dev.undertone.batch;

import java.nio.file.Path;

/**
 * What is to be done.
 *
 * @param input which files, in which order
 * @param table to be written; its name's ending tells its form
 * @param workers files heard at a time, positive
 * @param restart whether a run before this one, or its table, is thrown away
 */
public record BatchPlan(BatchInput input, Path table, int workers, boolean restart) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if nobody would work
     * @throws InvalidBatchException if the table's form is not known
     */
    public BatchPlan {
        if (workers <= 0) {
            throw new IllegalArgumentException("expected at least 1 worker but got " + workers);
        }
        TableFormat.of(table);
    }
}
