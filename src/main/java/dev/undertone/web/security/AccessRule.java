package dev.undertone.web.security;

import dev.undertone.access.Scope;
import java.util.List;

/**
 * Which scope an address needs, whatever the method: a wrong one is answered as such to whoever may come here.
 *
 * @param pattern of the path, in Spring's form
 * @param scope that is needed
 */
record AccessRule(String pattern, Scope scope) {

    /** The first that fits holds. Everything else under {@code /v1} needs any good credentials, and is not there. */
    static final List<AccessRule> ALL =
            List.of(
                    new AccessRule("/v1/stream/**", Scope.STREAM),
                    new AccessRule("/v1/adapters/**", Scope.STREAM),
                    new AccessRule("/v1/models/*/reload", Scope.ADMIN),
                    new AccessRule("/v1/models/**", Scope.ANALYZE),
                    new AccessRule("/v1/emotions/**", Scope.ANALYZE));
}
