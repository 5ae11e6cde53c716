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

    /** Why somebody is not let in. */
    static RecognitionException problem(AuthenticationException e) {
        if (e instanceof BearerAuthentication.UncheckableException) {
            return new RecognitionException(
                    Reason.OVERLOADED, "the token cannot be checked now", e);
        }
        return new RecognitionException(
                Reason.UNAUTHORIZED,
                e instanceof InsufficientAuthenticationException
                        ? "expected Authorization: Bearer"
                        : "expected a key or token that is valid");
    }

    /** Somebody who may do other things. */
    static RecognitionException forbidden() {
        return new RecognitionException(
                Reason.FORBIDDEN, "expected a key or token of another scope");
    }

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e) {
        RecognitionException problem = problem(e);
        if (problem.reason() == Reason.UNAUTHORIZED) {
            challenge(
                    response,
                    e instanceof InsufficientAuthenticationException
                            ? "Bearer"
                            : "Bearer error=\"invalid_token\"");
        }
        problems.resolveException(request, response, null, problem);
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException e) {
        challenge(response, "Bearer error=\"insufficient_scope\"");
        problems.resolveException(request, response, null, forbidden());
    }

    private static void challenge(HttpServletResponse response, String challenge) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
    }
}
