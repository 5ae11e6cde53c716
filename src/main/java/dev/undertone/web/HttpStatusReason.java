package dev.undertone.web;

import dev.undertone.recognition.Reason;

/** The reason behind a status that somebody else chose: the container or the framework. */
final class HttpStatusReason {

    private HttpStatusReason() {}

    static Reason of(int status) {
        return switch (status) {
            case 401 -> Reason.UNAUTHORIZED;
            case 403 -> Reason.FORBIDDEN;
            case 404 -> Reason.NOT_FOUND;
            case 405 -> Reason.METHOD_NOT_ALLOWED;
            case 406 -> Reason.NOT_ACCEPTABLE;
            case 408 -> Reason.REQUEST_TIMEOUT;
            case 413 -> Reason.AUDIO_TOO_LARGE;
            case 414 -> Reason.URI_TOO_LONG;
            case 415 -> Reason.UNSUPPORTED_AUDIO;
            case 429 -> Reason.RATE_LIMITED;
            case 431 -> Reason.HEADERS_TOO_LARGE;
            case 503 -> Reason.OVERLOADED;
            case 504 -> Reason.DEADLINE_EXCEEDED;
            case 501, 505 -> Reason.INVALID_MESSAGE;
            default -> status < 500 ? Reason.INVALID_MESSAGE : Reason.INTERNAL;
        };
    }
}
