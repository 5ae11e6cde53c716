package dev.undertone.web;

import dev.undertone.recognition.EmotionRecognizer;
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
 * Turns requests away where nothing more can wait, before anything else is done for them: the more of them come, the
 * less one may cost, or nothing is left for those that are taken.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class SheddingFilter extends OncePerRequestFilter {

    private final EmotionRecognizer recognizer;

    SheddingFilter(EmotionRecognizer recognizer) {
        this.recognizer = recognizer;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().equals("/v1/emotions")
                || !request.getMethod().equals("POST");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            recognizer.requireRoom();
        } catch (RecognitionException e) {
            ProblemWriter.write(request, response, e);
            return;
        }
        chain.doFilter(request, response);
    }
}
