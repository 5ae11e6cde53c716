package dev.undertone.web.security;

import dev.undertone.access.KeySecret;
import dev.undertone.access.Scope;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Asks callers for keys and tokens where HTTP does not lead: the same credentials, scopes and problems. */
public final class Bearers {

    private static final String SCHEME = "Bearer";

    /** RFC 6750, section 2.1; the scheme in any case. */
    private static final Pattern CREDENTIALS =
            Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*)");

    private final AuthenticationManager manager;

    Bearers(AuthenticationManager manager) {
        this.manager = manager;
    }

    /** Whether it can be said at once who that is. A token may wait for the keys of its issuer. */
    public static boolean isQuick(@Nullable String authorization) {
        return authorization == null
                || !CREDENTIALS.matcher(authorization).matches()
                || KeySecret.isOne(authorization.substring(authorization.lastIndexOf(' ') + 1));
    }

    /**
     * The name of a caller who may do what a scope opens.
     *
     * @param authorization the value of the header of that name; null where there is none
     * @throws RecognitionException of {@link Reason#UNAUTHORIZED}, {@link Reason#FORBIDDEN}, or {@link Reason#OVERLOADED}
     *     where nobody can say now
     */
    public String admit(@Nullable String authorization, Scope scope) {
        Authentication caller;
        try {
            caller =
                    manager.authenticate(new BearerTokenAuthenticationToken(bearer(authorization)));
        } catch (AuthenticationException e) {
            throw Refusals.problem(e);
        }
        boolean may =
                caller.getAuthorities().stream()
                        .anyMatch(
                                granted -> Caller.authority(scope).equals(granted.getAuthority()));
        if (!may) {
            throw Refusals.forbidden();
        }
        return caller.getName();
    }

    private static String bearer(@Nullable String authorization) {
        if (authorization == null
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new InsufficientAuthenticationException("no bearer");
        }
        Matcher credentials = CREDENTIALS.matcher(authorization);
        if (!credentials.matches()) {
            throw new InvalidBearerTokenException("not of the form of RFC 6750");
        }
        return credentials.group(1);
    }
}
