package dev.undertone.web;

import dev.undertone.live.LiveEvent;
import dev.undertone.live.LiveSession;
import dev.undertone.recognition.RecognitionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The protocol that one connection speaks: what its messages mean to a session, and how the session's events are said. */
interface Conversation {

    /**
     * Takes a text message. Called by one thread at a time; must not compute.
     *
     * @throws RecognitionException which ends the session
     */
    void text(LiveSession session, String text);

    /**
     * Takes a part of a binary message, or all of it.
     *
     * @param bytes given away
     * @throws RecognitionException which ends the session
     */
    void binary(LiveSession session, byte[] bytes);

    /** The text message of an event; null where this protocol has none for it. */
    @Nullable String word(LiveEvent event);

    /** What answers every binary message once it has been worked on; null where nothing does. */
    default @Nullable Supplier<String> reply() {
        return null;
    }

    /** Whether text messages are rare, so that a flood of them is cut; not so where they bring the audio. */
    default boolean isTextRare() {
        return true;
    }

    /** Ends the session by a fault of its messages. */
    default void refuse(LiveSession session, RecognitionException fault) {
        session.refuse(fault);
    }
}
