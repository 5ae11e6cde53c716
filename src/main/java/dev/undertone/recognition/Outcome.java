package dev.undertone.recognition;

import java.util.Locale;

/** What became of a request. */
public enum Outcome {
    /** It was answered. */
    COMPLETED,
    /** It was answered with a problem that is the caller's, or for want of room. */
    REJECTED,
    /** It was answered with a problem that is ours. */
    FAILED,
    /** The caller went away. */
    CANCELLED;

    /** What a problem of this reason makes of a request. */
    public static Outcome of(Reason reason) {
        return reason.isOurs() ? FAILED : REJECTED;
    }

    /** The word in meters: {@code completed}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
