package dev.undertone.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.undertone.recognition.RecognitionException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns away a client who asks for too much, before a byte of the body is read; others do not notice. A bounded number of
 * clients is remembered. It comes behind the filters that tell who asks.
 */
@Component
@Order(0)
final class ClientThrottle extends OncePerRequestFilter {

    /** A bucket that nobody asked for so long is full again, or as good as. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final ClientLimits limits;
    private final LoadingCache<String, ClientAllowance> clients;

    ClientThrottle(ClientLimits limits) {
        this.limits = limits;
        this.clients =
                Caffeine.newBuilder()
                        .maximumSize(limits.remembered())
                        .expireAfterAccess(FORGOTTEN_AFTER)
                        .build(name -> new ClientAllowance(limits));
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !limits.isOn() || !request.getRequestURI().startsWith("/v1/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ClientAllowance allowance = clients.get(ClientName.of(request));
        try {
            allowance.enter();
        } catch (RecognitionException e) {
            ProblemWriter.write(request, response, e);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            allowance.leave();
        }
    }
}
