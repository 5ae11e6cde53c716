package dev.undertone.recognition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not answered, in the form of RFC 9457 with two members of our own.
 *
 * @param type {@code urn:undertone:problem:<reason>}
 * @param title one line, the same for every occurrence of the reason
 * @param status the HTTP status
 * @param detail one line about this occurrence; no class name, path or version
 * @param reason the word of the closed vocabulary
 * @param requestId of the request, null where there was none
 * @param parameter the parameter at fault, for {@code invalid-parameter}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "title", "status", "detail", "reason", "requestId", "parameter"})
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String reason,
        @Nullable String requestId,
        @Nullable String parameter) {

    /** The problem of an exception. */
    public static Problem of(RecognitionException exception, @Nullable String requestId) {
        Reason reason = exception.reason();
        return new Problem(
                reason.type(),
                reason.title(),
                reason.status(),
                exception.detail(),
                reason.code(),
                requestId,
                exception.parameter());
    }
}
