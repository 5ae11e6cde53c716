package dev.undertone.web;

import dev.undertone.recognition.AnswerJson;
import dev.undertone.recognition.Problem;
import dev.undertone.recognition.RecognitionException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The one place where a problem becomes an HTTP response. */
final class ProblemWriter {

    private static final String MEDIA_TYPE = "application/problem+json";

    private ProblemWriter() {}

    /**
     * Answers with a problem, unless an answer has begun.
     *
     * @throws IOException if the caller went away
     */
    static void write(
            HttpServletRequest request,
            HttpServletResponse response,
            RecognitionException exception)
            throws IOException {
        RequestOutcomeFilter.refused(request, exception.reason());
        if (response.isCommitted()) {
            return;
        }
        String id = RequestIdFilter.requestId(request);
        response.resetBuffer();
        response.setStatus(exception.reason().status());
        response.setHeader(RequestIdFilter.HEADER, id);
        exception
                .retryAfterSeconds()
                .ifPresent(seconds -> response.setIntHeader("Retry-After", seconds));
        byte[] body = AnswerJson.write(Problem.of(exception, id));
        response.setContentType(MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
