package dev.undertone.web;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Whatever a controller or the framework throws becomes a problem here. A fault of ours is logged once; a caller's is
 * counted by {@link RequestOutcomeFilter}.
 */
@RestControllerAdvice
final class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    /** A reason of our own. */
    @ExceptionHandler
    void reason(RecognitionException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (e.reason().isOurs()) {
            LOG.error("{}: {}", e.reason().code(), e.detail(), e);
        }
        ProblemWriter.write(request, response, e);
    }

    /** The caller went away, in the middle of a body or an answer; nobody is left to be told. */
    @ExceptionHandler
    void gone(IOException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        RequestOutcomeFilter.cancelled(request);
        LOG.debug("the caller went away");
        ProblemWriter.write(
                request,
                response,
                new RecognitionException(Reason.INVALID_MESSAGE, "the body ended too early", e));
    }

    /** Everything else: a refusal of the framework, which knows its status, or a fault of ours. */
    @ExceptionHandler
    void other(Exception e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            String allow = known.getHeaders().getFirst(HttpHeaders.ALLOW);
            if (allow != null) {
                response.setHeader(HttpHeaders.ALLOW, allow);
            }
            Reason reason = HttpStatusReason.of(known.getStatusCode().value());
            reason(new RecognitionException(reason, detail(reason)), request, response);
        } else {
            reason(
                    new RecognitionException(
                            Reason.INTERNAL, "the fault is logged under the request's id", e),
                    request,
                    response);
        }
    }

    static String detail(Reason reason) {
        return switch (reason) {
            case NOT_FOUND -> "GET /v3/api-docs lists the addresses there are";
            case METHOD_NOT_ALLOWED -> "the header Allow lists the methods there are";
            case NOT_ACCEPTABLE -> "expected to be asked for application/json";
            case INVALID_MESSAGE -> "expected a well-formed HTTP request";
            default -> reason.title();
        };
    }
}
