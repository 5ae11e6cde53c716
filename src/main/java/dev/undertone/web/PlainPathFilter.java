package dev.undertone.web;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses paths with parameters ({@code /v1/models;x=1}, {@code /docs/..;/v1}): nothing here has any, and proxies in front
 * take them for other paths than Spring does.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
final class PlainPathFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getRequestURI().indexOf(';') < 0) {
            chain.doFilter(request, response);
        } else {
            ProblemWriter.write(
                    request,
                    response,
                    new RecognitionException(
                            Reason.INVALID_MESSAGE, "expected a path without parameters"));
        }
    }
}
