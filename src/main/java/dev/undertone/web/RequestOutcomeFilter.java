package dev.undertone.web;

import dev.undertone.recognition.Endpoint;
import dev.undertone.recognition.Outcome;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RequestListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the listener of every request under {@code /v1/} that it came, and the one thing that became of it. Comes after
 * Spring Boot's filter of observations, so that the listener finds the request's span.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class RequestOutcomeFilter extends OncePerRequestFilter {

    private static final String REASON = RequestOutcomeFilter.class.getName() + ".reason";
    private static final String CANCELLED = RequestOutcomeFilter.class.getName() + ".cancelled";
    private static final String ARRIVED = RequestOutcomeFilter.class.getName() + ".arrived";
    private static final String TRUNCATED = RequestOutcomeFilter.class.getName() + ".truncated";

    private final RequestListener listener;

    RequestOutcomeFilter(RequestListener listener) {
        this.listener = listener;
    }

    /** When the request's headers had been read, by {@link System#nanoTime}. */
    static long arrivedNanos(HttpServletRequest request) {
        return request.getAttribute(ARRIVED) instanceof Long nanos ? nanos : System.nanoTime();
    }

    /** The request is answered with a problem. */
    static void refused(HttpServletRequest request, Reason reason) {
        request.setAttribute(REASON, reason);
    }

    /** The caller has gone; what was to be answered does not matter any more. */
    static void cancelled(HttpServletRequest request) {
        request.setAttribute(CANCELLED, true);
    }

    /** The answer has begun and cannot end: its connection is to be cut, so that nobody takes it for a whole one. */
    static void truncated(HttpServletRequest request) {
        request.setAttribute(TRUNCATED, true);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/v1/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long start = System.nanoTime();
        request.setAttribute(ARRIVED, start);
        listener.received();
        boolean returned = false;
        try {
            chain.doFilter(request, response);
            returned = true;
        } finally {
            Outcome outcome = tell(request, response, returned);
            listener.timed(endpoint(request), outcome, System.nanoTime() - start);
        }
        if (request.getAttribute(TRUNCATED) != null) {
            throw new CloseNowException();
        }
    }

    private Outcome tell(
            HttpServletRequest request, HttpServletResponse response, boolean returned) {
        Reason reason = reason(request, response);
        if (request.getAttribute(CANCELLED) != null) {
            listener.cancelled();
            return Outcome.CANCELLED;
        }
        if (reason == null && returned) {
            listener.completed();
            return Outcome.COMPLETED;
        }
        Reason given = reason == null ? Reason.INTERNAL : reason;
        listener.refused(given);
        return Outcome.of(given);
    }

    private static Endpoint endpoint(HttpServletRequest request) {
        String path = request.getRequestURI();
        return switch (path) {
            case "/v1/emotions" -> Endpoint.EMOTIONS;
            case "/v1/emotions/timeline" -> Endpoint.TIMELINE;
            case "/v1/models" -> Endpoint.MODELS;
            case "/v1/stream" -> Endpoint.STREAM;
            default -> path.startsWith("/v1/models/") ? Endpoint.MODELS : Endpoint.OTHER;
        };
    }

    private static @Nullable Reason reason(
            HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(REASON) instanceof Reason reason) {
            return reason;
        }
        return response.getStatus() < 400 ? null : HttpStatusReason.of(response.getStatus());
    }
}
