package dev.undertone.batch;

import org.jspecify.annotations.Nullable;

/** A batch that cannot be run as it was asked for; nothing was heard. The message is one line for the caller. */
public final class InvalidBatchException extends RuntimeException {

    public InvalidBatchException(String message) {
        this(message, null);
    }

    public InvalidBatchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
