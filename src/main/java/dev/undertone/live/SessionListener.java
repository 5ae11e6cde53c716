package dev.undertone.live;

import dev.undertone.recognition.Reason;

/**
 * Hears what becomes of sessions. Each one opened ends in exactly one of the others, so that opened = finished + failed +
 * cancelled + open holds always.
 */
public interface SessionListener {

    /** Hears nothing. */
    SessionListener NONE = new SessionListener() {};

    /** A session has begun. */
    default void opened() {}

    /** It ended as its caller wished. */
    default void finished() {}

    /** It ended by a fault. */
    default void failed(Reason reason) {}

    /** Its caller went away. */
    default void cancelled() {}

    /**
     * A partial was told.
     *
     * @param nanos since the newest audio that it is of had arrived
     */
    default void partial(long nanos) {}
}
