package dev.undertone.recognition;

/**
 * Hears what becomes of requests for recognition. Each one received ends in exactly one of completed, refused and
 * cancelled, so that received = completed + refused + cancelled holds whenever nothing is on its way.
 */
public interface RequestListener {

    /** A request has come. */
    default void received() {}

    /** It was answered. */
    default void completed() {}

    /** It was answered with a problem. */
    default void refused(Reason reason) {}

    /** The caller went away. */
    default void cancelled() {}

    /** From its head to the end of its answer, whatever became of it; told last, on its own thread. */
    default void timed(Endpoint endpoint, Outcome outcome, long nanos) {}
}
