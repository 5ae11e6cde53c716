package dev.undertone.web.security;

import dev.undertone.recognition.UsageListener;
import dev.undertone.web.HeardAudio;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells the listener what everybody who was let in has used. Streams tell their audio themselves, while they last. */
final class UsageFilter extends OncePerRequestFilter {

    private final UsageListener listener;

    UsageFilter(UsageListener listener) {
        this.listener = listener;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Principal caller = request.getUserPrincipal();
        if (caller == null) {
            chain.doFilter(request, response);
            return;
        }
        listener.requested(caller.getName());
        try {
            chain.doFilter(request, response);
        } finally {
            double seconds = HeardAudio.seconds(request);
            if (seconds > 0) {
                listener.heard(caller.getName(), seconds);
            }
        }
    }
}
