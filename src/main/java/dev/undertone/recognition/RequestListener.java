package dev.undertone.recognition;

/**
 * Hears what becomes of requests for recognition. Each one received ends in exactly one of the others, so that received =
 * completed + refused + cancelled holds whenever nothing is on its way.
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
}
