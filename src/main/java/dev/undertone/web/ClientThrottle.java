package dev.undertone.web;

import dev.undertone.recognition.RecognitionException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns away a client who asks for too much, before a byte of the body is read; others do not notice. It comes behind the
 * filters that tell who asks.
 */
@Component
@Order(0)
final class ClientThrottle extends OncePerRequestFilter {

    private final ClientAllowances clients;

    ClientThrottle(ClientAllowances clients) {
        this.clients = clients;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !clients.areLimited() || !request.getRequestURI().startsWith("/v1/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Runnable leave;
        try {
            leave = clients.enter(ClientName.of(request));
        } catch (RecognitionException e) {
            ProblemWriter.write(request, response, e);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            leave.run();
        }
    }
}
