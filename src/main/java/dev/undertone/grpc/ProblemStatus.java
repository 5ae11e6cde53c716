package dev.undertone.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import dev.undertone.recognition.Problem;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Problems as the status of a call: a code for programs that know nothing of us, and the problem itself in the details,
 * with a {@code google.rpc.RetryInfo} where trying again makes sense.
 */
final class ProblemStatus {

    private ProblemStatus() {}

    /** The one table of codes, beside that of HTTP in {@link Reason}. */
    static Code code(Reason reason) {
        return switch (reason) {
            case MISSING_AUDIO,
                    EMPTY_BODY,
                    INVALID_PARAMETER,
                    INVALID_MESSAGE,
                    NOT_ACCEPTABLE,
                    UNSUPPORTED_AUDIO,
                    MALFORMED_AUDIO,
                    AUDIO_TOO_SHORT,
                    AUDIO_TOO_LONG,
                    DECODED_TOO_LARGE,
                    TOO_MANY_CHANNELS,
                    UNSUPPORTED_SAMPLE_RATE,
                    NON_FINITE_SAMPLES ->
                    Code.INVALID_ARGUMENT;
            case OUT_OF_ORDER, FORMAT_CHANGE -> Code.FAILED_PRECONDITION;
            case UNAUTHORIZED -> Code.UNAUTHENTICATED;
            case FORBIDDEN -> Code.PERMISSION_DENIED;
            case NOT_FOUND, MODEL_NOT_FOUND -> Code.NOT_FOUND;
            case METHOD_NOT_ALLOWED -> Code.UNIMPLEMENTED;
            case REQUEST_TIMEOUT, IDLE_TIMEOUT, SLOW_CLIENT -> Code.ABORTED;
            // What gRPC itself says of a message that is too large.
            case AUDIO_TOO_LARGE,
                    URI_TOO_LONG,
                    HEADERS_TOO_LARGE,
                    RATE_LIMITED,
                    INSUFFICIENT_STORAGE ->
                    Code.RESOURCE_EXHAUSTED;
            case OVERLOADED, SESSION_LIMIT, MODEL_UNAVAILABLE, SHUTTING_DOWN -> Code.UNAVAILABLE;
            case DEADLINE_EXCEEDED -> Code.DEADLINE_EXCEEDED;
            case INFERENCE_FAILED, MODEL_OUTPUT_INVALID, INTERNAL -> Code.INTERNAL;
        };
    }

    /** The status of a call that failed. */
    static StatusRuntimeException of(RecognitionException e, String requestId) {
        return of(e.reason(), Problem.of(e, requestId), e.retryAfterSeconds());
    }

    /** The status of a call that failed. */
    static StatusRuntimeException of(Problem problem) {
        Reason reason = Reason.valueOf(problem.reason().replace('-', '_').toUpperCase(Locale.ROOT));
        return of(reason, problem, reason.retryAfterSeconds());
    }

    private static StatusRuntimeException of(
            Reason reason, Problem problem, OptionalInt retryAfterSeconds) {
        com.google.rpc.Status.Builder status =
                com.google.rpc.Status.newBuilder()
                        .setCode(code(reason).value())
                        .setMessage(problem.reason() + ": " + problem.detail())
                        .addDetails(Any.pack(message(problem)));
        retryAfterSeconds.ifPresent(seconds -> status.addDetails(Any.pack(retryAfter(seconds))));
        return StatusProto.toStatusRuntimeException(status.build());
    }

    /** The problem as a message. */
    static dev.undertone.grpc.v1.Problem message(Problem problem) {
        return dev.undertone.grpc.v1.Problem.newBuilder()
                .setReason(problem.reason())
                .setTitle(problem.title())
                .setDetail(problem.detail())
                .setRequestId(Objects.requireNonNullElse(problem.requestId(), ""))
                .setParameter(Objects.requireNonNullElse(problem.parameter(), ""))
                .build();
    }

    private static RetryInfo retryAfter(int seconds) {
        return RetryInfo.newBuilder()
                .setRetryDelay(Duration.newBuilder().setSeconds(seconds))
                .build();
    }
}
