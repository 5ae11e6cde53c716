package dev.undertone.recognition;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of a request in its answer, its problem and the log. */
public final class RequestId {

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /**
     * The caller's name of the request where it is sane, else one of ours.
     *
     * @param candidate what the caller sent, null for nothing
     * @return the candidate if it is 1 to 64 of {@code A-Z a-z 0-9 . _ -}, else a random UUID
     */
    public static String accept(@Nullable String candidate) {
        return candidate != null && SANE.matcher(candidate).matches() ? candidate : create();
    }

    /** A random UUID. */
    public static String create() {
        return UUID.randomUUID().toString();
    }
}
