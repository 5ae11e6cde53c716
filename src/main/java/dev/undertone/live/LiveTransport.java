package dev.undertone.live;

/** What a session needs of whoever carries its messages. Called on worker threads, one call at a time; must not block. */
public interface LiveTransport {

    /** Sends an event; {@link LiveEvent.Bye} is the last one, behind which the connection is to be closed. */
    void send(LiveEvent event);

    /** Stop reading from the caller: more has come than is worked on. */
    default void pause() {}

    /** Go on reading. */
    default void resume() {}
}
