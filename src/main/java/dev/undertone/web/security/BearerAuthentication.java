package dev.undertone.web.security;

import dev.undertone.access.KeyRing;
import dev.undertone.access.KeySecret;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Takes what stands behind {@code Bearer}: a key where it has the form of one, else a token, where tokens are taken. */
final class BearerAuthentication implements AuthenticationManager {

    private static final Logger LOG = LoggerFactory.getLogger(BearerAuthentication.class);

    /** Nobody can say now whether the credentials are good: the issuer of tokens cannot be asked for its keys. */
    static final class UncheckableException extends AuthenticationException {

        UncheckableException(Throwable cause) {
            super("the issuer of tokens cannot be reached", cause);
        }
    }

    private final KeyRing keys;
    private final @Nullable AuthenticationProvider tokens;

    BearerAuthentication(KeyRing keys, @Nullable AuthenticationProvider tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    /**
     * Lets a bearer in.
     *
     * @throws AuthenticationException if the credentials are not good, or cannot be checked
     */
    @Override
    public Authentication authenticate(Authentication authentication) {
        String bearer = ((BearerTokenAuthenticationToken) authentication).getToken();
        if (KeySecret.isOne(bearer)) {
            return keys.find(bearer).map(Caller::of).orElseThrow(BearerAuthentication::invalid);
        }
        Authentication caller = tokens == null ? null : authenticate(tokens, authentication);
        if (caller == null) {
            throw invalid();
        }
        return caller;
    }

    private static @Nullable Authentication authenticate(
            AuthenticationProvider tokens, Authentication authentication) {
        try {
            return tokens.authenticate(authentication);
        } catch (AuthenticationServiceException | JwtDecoderInitializationException e) {
            LOG.warn("Tokens cannot be checked: {}", e.getMessage());
            throw new UncheckableException(e);
        }
    }

    private static InvalidBearerTokenException invalid() {
        return new InvalidBearerTokenException("neither a key nor a token that is known");
    }
}
