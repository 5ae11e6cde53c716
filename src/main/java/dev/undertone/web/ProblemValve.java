package dev.undertone.web;

import dev.undertone.recognition.AnswerJson;
import dev.undertone.recognition.Problem;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RequestId;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Errors that Tomcat raises before any of our code runs: requests that are no HTTP, headers beyond their limit. It is
 * public because Tomcat makes it by its name.
 */
public final class ProblemValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0) {
            return;
        }
        if (!response.setErrorReported()) {
            return;
        }
        Reason reason = reason(response.getStatus(), throwable);
        String id = RequestId.accept(request.getHeader(RequestIdFilter.HEADER));
        response.setStatus(reason.status());
        try {
            response.setContentType("application/problem+json");
            response.setCharacterEncoding("UTF-8");
            response.setHeader(RequestIdFilter.HEADER, id);
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(new String(body(reason, id), StandardCharsets.UTF_8));
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException e) {
            container.getLogger().debug("the caller went away", e);
        }
    }

    private static byte[] body(Reason reason, String id) {
        RecognitionException exception =
                new RecognitionException(reason, ProblemAdvice.detail(reason));
        return AnswerJson.write(Problem.of(exception, id));
    }

    /** Tomcat answers 400 to headers beyond their limits and says so in words alone. */
    private static Reason reason(int status, @Nullable Throwable throwable) {
        for (Throwable cause = throwable; cause != null; cause = cause.getCause()) {
            String words = String.valueOf(cause.getMessage());
            if (words.contains("header is too large") || words.contains("number of headers")) {
                return Reason.HEADERS_TOO_LARGE;
            }
        }
        return HttpStatusReason.of(status);
    }
}
