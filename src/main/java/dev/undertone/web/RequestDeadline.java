package dev.undertone.web;

import dev.undertone.recognition.Deadline;
import dev.undertone.recognition.RecognitionException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Reads by when a caller wants to be answered: {@code X-Request-Timeout-Ms}, counted from the end of its headers. */
@Component
final class RequestDeadline {

    static final String HEADER = "X-Request-Timeout-Ms";

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

    private final DeadlineLimits limits;

    RequestDeadline(DeadlineLimits limits) {
        this.limits = limits;
    }

    /**
     * The deadline of a request.
     *
     * @throws RecognitionException of invalid-parameter if the header is not one whole number of 1 to the longest
     */
    Deadline of(HttpServletRequest request) {
        return Deadline.since(RequestOutcomeFilter.arrivedNanos(request), patience(request));
    }

    private Duration patience(HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders(HEADER));
        if (values.isEmpty()) {
            return limits.byDefault();
        }
        String text = values.get(0);
        long millis =
                values.size() == 1 && WHOLE.matcher(text).matches() ? Long.parseLong(text) : 0;
        if (millis < 1 || millis > limits.longest().toMillis()) {
            throw RecognitionException.invalidParameter(
                    HEADER,
                    "expected one whole number of milliseconds, 1 to %d"
                            .formatted(limits.longest().toMillis()));
        }
        return Duration.ofMillis(millis);
    }
}
