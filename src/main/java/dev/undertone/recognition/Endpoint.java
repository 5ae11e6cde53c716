package dev.undertone.recognition;

import java.util.Locale;

/** What requests under {@code /v1} ask for: the closed set by which their time is told. */
public enum Endpoint {
    /** One recording. */
    EMOTIONS,
    /** One long recording. */
    TIMELINE,
    /** Which models there are. */
    MODELS,
    /** A live stream: the handshake alone. */
    STREAM,
    /** Anything else, also what does not exist. */
    OTHER;

    /** The word in meters: {@code emotions}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
