package dev.undertone.web.security;

import dev.undertone.access.ApiKey;
import dev.undertone.access.Scope;
import java.util.Collection;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Who has been let in: the id of a key, or one name for the owners of all tokens. What else a token says of a person is
 * kept nowhere.
 */
final class Caller extends AbstractAuthenticationToken {

    /** What Spring Security puts before a scope. */
    private static final String PREFIX = "SCOPE_";

    private final String name;

    private Caller(String name, Collection<? extends GrantedAuthority> authorities) {
        super(authorities);
        this.name = name;
        setAuthenticated(true);
    }

    static Caller of(ApiKey key) {
        return new Caller(
                key.id(),
                key.scopes().stream()
                        .map(scope -> new SimpleGrantedAuthority(authority(scope)))
                        .toList());
    }

    /** The owner of a token with these authorities. */
    static Caller ofToken(Collection<GrantedAuthority> authorities) {
        return new Caller(ApiKey.TOKENS, authorities);
    }

    /** Who has shown a ticket: it is good for streams alone. */
    static Caller ofTicket(String name) {
        return new Caller(name, List.of(new SimpleGrantedAuthority(authority(Scope.STREAM))));
    }

    static String authority(Scope scope) {
        return PREFIX + scope.code();
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Object getPrincipal() {
        return name;
    }

    /** None is kept. */
    @Override
    public Object getCredentials() {
        return "";
    }
}
