package dev.undertone.web.security;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Whoever is not let in hears it as a problem, with the challenge of RFC 6750. Which check has failed is not told: it would
 * help nobody but those who guess.
 */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final HandlerExceptionResolver problems;

    Refusals(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e) {
        if (e instanceof BearerAuthentication.UncheckableException) {
            answer(request, response, Reason.OVERLOADED, "the token cannot be checked now");
        } else if (e instanceof InsufficientAuthenticationException) {
            challenge(response, "Bearer");
            answer(request, response, Reason.UNAUTHORIZED, "expected Authorization: Bearer");
        } else {
            challenge(response, "Bearer error=\"invalid_token\"");
            answer(request, response, Reason.UNAUTHORIZED, "expected a key or token that is valid");
        }
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException e) {
        challenge(response, "Bearer error=\"insufficient_scope\"");
        answer(request, response, Reason.FORBIDDEN, "expected a key or token of another scope");
    }

    private static void challenge(HttpServletResponse response, String challenge) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
    }

    private void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            Reason reason,
            String detail) {
        problems.resolveException(
                request, response, null, new RecognitionException(reason, detail));
    }
}
