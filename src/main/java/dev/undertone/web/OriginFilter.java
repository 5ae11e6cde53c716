package dev.undertone.web;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsProcessor;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what the pages of foreign origins ask for, handshakes of WebSockets too, and lets those of listed origins read
 * the answers (CORS). Credentials of a browser, such as cookies, are never allowed: keys and tokens come as a header.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 4)
final class OriginFilter extends OncePerRequestFilter {

    private static final Duration PREFLIGHT_IS_KEPT = Duration.ofMinutes(10);

    private final OriginPolicy policy;
    private final CorsProcessor processor = new DefaultCorsProcessor();

    OriginFilter(OriginPolicy policy) {
        this.policy = policy;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (!policy.allows(origin, request.getHeader(HttpHeaders.HOST))) {
            ProblemWriter.write(
                    request,
                    response,
                    new RecognitionException(
                            Reason.FORBIDDEN, "expected a page of an origin that is allowed"));
            return;
        }
        if (policy.lists(origin)) {
            processor.processRequest(readableBy(origin), request, response);
            if (CorsUtils.isPreFlightRequest(request)) {
                return;
            }
        }
        chain.doFilter(request, response);
    }

    /** Which method and header there are is answered by the interface itself. */
    private static CorsConfiguration readableBy(@Nullable String origin) {
        CorsConfiguration configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(List.of(String.valueOf(origin)));
        configuration.setAllowedMethods(List.of(CorsConfiguration.ALL));
        configuration.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        configuration.setExposedHeaders(
                List.of("Allow", "Retry-After", "WWW-Authenticate", "X-Request-Id"));
        configuration.setMaxAge(PREFLIGHT_IS_KEPT);
        return configuration;
    }
}
