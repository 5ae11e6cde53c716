package dev.undertone.access;

/** Keys that cannot be taken. The message says where and what was expected, and never repeats what was written. */
public final class InvalidKeysException extends RuntimeException {

    InvalidKeysException(String message) {
        super(message);
    }

    InvalidKeysException(String message, Throwable cause) {
        super(message, cause);
    }
}
