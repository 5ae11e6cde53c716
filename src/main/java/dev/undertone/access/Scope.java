package dev.undertone.access;

import java.util.Locale;

/** What a key or token may be used for. None holds another. */
public enum Scope {
    /** Recordings, and the list of models. */
    ANALYZE,
    /** Live streams, their tickets and the adapters of other protocols. */
    STREAM,
    /** What changes the service. */
    ADMIN;

    /** The word in keys and tokens. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The scope of a word.
     *
     * @throws InvalidKeysException if there is none
     */
    public static Scope of(String code) {
        for (Scope scope : values()) {
            if (scope.code().equals(code)) {
                return scope;
            }
        }
        throw new InvalidKeysException("expected the scopes analyze, stream or admin");
    }
}
