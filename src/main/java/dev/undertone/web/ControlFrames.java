package dev.undertone.web;

import dev.undertone.live.RareMessages;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the pings and pongs of one connection. A caller who keeps to the protocol sends few; each ping is answered. */
final class ControlFrames {

    private static final String NAME = ControlFrames.class.getName();

    private final RareMessages frames = new RareMessages();

    // Used by the thread that reads the connection, one at a time.
    private @Nullable Runnable flooded;

    /** Those of the connection with these attributes, from its handshake on. */
    static ControlFrames of(Map<String, Object> attributes) {
        return (ControlFrames) attributes.computeIfAbsent(NAME, name -> new ControlFrames());
    }

    /** Has told, once, when there are too many. */
    void onFlood(Runnable step) {
        flooded = step;
    }

    /** One has come. */
    void count() {
        Runnable step = flooded;
        if (step != null && !frames.take()) {
            flooded = null;
            step.run();
        }
    }
}
