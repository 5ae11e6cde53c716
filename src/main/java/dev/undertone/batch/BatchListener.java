package dev.undertone.batch;

import dev.undertone.recognition.RecognitionException;

/** Hears how a batch gets on. Called on the threads at work: it must be quick, and safe for many threads. */
public interface BatchListener {

    /** Hears nothing. */
    BatchListener NONE = new BatchListener() {};

    /**
     * The files are known.
     *
     * @param files to be heard in all
     * @param done of them, in a run before this one
     */
    default void onStart(long files, long done) {}

    /** A file's rows are in the journal. */
    default void onFile(double audioSeconds) {}

    /** A file could not be heard. */
    default void onFailure(String path, RecognitionException failure) {}

    /** All files are in the journal; the table is being written. */
    default void onTable() {}
}
