package dev.undertone.recognition;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * Why a request was not answered: the closed vocabulary of every interface, and the one table that maps it to an HTTP
 * status, a title, a WebSocket close code (RFC 6455, section 7.4) and a time after which trying again makes sense.
 */
public enum Reason {
    MISSING_AUDIO(400, 1007, "No audio in the request"),
    EMPTY_BODY(400, 1007, "The audio is empty"),
    INVALID_PARAMETER(400, 1007, "A parameter cannot be"),
    INVALID_MESSAGE(400, 1007, "The message does not follow the protocol"),
    OUT_OF_ORDER(400, 1008, "The message does not belong here"),
    FORMAT_CHANGE(400, 1008, "The audio format changed on the way"),
    UNAUTHORIZED(401, 1008, "Credentials are missing or not valid"),
    FORBIDDEN(403, 1008, "The credentials do not allow this"),
    NOT_FOUND(404, 1008, "There is nothing here"),
    MODEL_NOT_FOUND(404, 1008, "There is no such model"),
    METHOD_NOT_ALLOWED(405, 0, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, 0, "No acceptable form of the answer"),
    REQUEST_TIMEOUT(408, 1008, "The request took too long to arrive"),
    IDLE_TIMEOUT(408, 1008, "Nothing came for too long"),
    SLOW_CLIENT(408, 1008, "The answer was not read in time"),
    AUDIO_TOO_LARGE(413, 1009, "The audio has too many bytes"),
    URI_TOO_LONG(414, 1009, "The address is too long"),
    HEADERS_TOO_LARGE(431, 1009, "The headers are too large"),
    UNSUPPORTED_AUDIO(415, 1003, "The audio format is not supported"),
    MALFORMED_AUDIO(422, 1007, "The audio is damaged"),
    AUDIO_TOO_SHORT(422, 1008, "The audio is too short"),
    AUDIO_TOO_LONG(422, 1008, "The audio is too long"),
    DECODED_TOO_LARGE(422, 1008, "The audio decodes to too much"),
    TOO_MANY_CHANNELS(422, 1008, "The audio has too many channels"),
    UNSUPPORTED_SAMPLE_RATE(422, 1008, "The sample rate is not supported"),
    NON_FINITE_SAMPLES(422, 1008, "The audio holds samples that are no numbers"),
    RATE_LIMITED(429, 1008, "Too many requests", 1),
    OVERLOADED(503, 1013, "The service is busy", 1),
    SESSION_LIMIT(503, 1013, "Too many sessions", 5),
    MODEL_UNAVAILABLE(503, 1013, "The model is not available", 2),
    SHUTTING_DOWN(503, 1012, "The service is stopping", 2),
    DEADLINE_EXCEEDED(504, 1013, "The deadline has passed"),
    INSUFFICIENT_STORAGE(507, 0, "There is no room for the request"),
    INFERENCE_FAILED(500, 1011, "The model failed"),
    MODEL_OUTPUT_INVALID(500, 1011, "The model gave no sound answer"),
    INTERNAL(500, 1011, "Something went wrong inside");

    private final int status;
    private final int webSocketClose;
    private final String title;
    private final int retryAfterSeconds;

    Reason(int status, int webSocketClose, String title) {
        this(status, webSocketClose, title, 0);
    }

    Reason(int status, int webSocketClose, String title, int retryAfterSeconds) {
        this.status = status;
        this.webSocketClose = webSocketClose;
        this.title = title;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** The word on the wire: {@code audio-too-short}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The problem type (RFC 9457): {@code urn:undertone:problem:audio-too-short}. */
    public String type() {
        return "urn:undertone:problem:" + code();
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** One line, the same for every occurrence. */
    public String title() {
        return title;
    }

    /** The WebSocket close code; empty where no session can end so. */
    public OptionalInt webSocketClose() {
        return webSocketClose == 0 ? OptionalInt.empty() : OptionalInt.of(webSocketClose);
    }

    /** Whole seconds after which trying again makes sense; empty where it does not. */
    public OptionalInt retryAfterSeconds() {
        return retryAfterSeconds == 0 ? OptionalInt.empty() : OptionalInt.of(retryAfterSeconds);
    }

    /** Whether the fault is ours: logged once at the border, where the caller's faults are only counted. */
    public boolean isOurs() {
        return status == 500;
    }
}
