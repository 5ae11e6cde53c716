/**
 * Spring Security put together: keys and tokens as bearers of scopes. Nothing of it exists while {@code
 * undertone.security.enabled} is off.
 */
@NullMarked
package dev.undertone.web.security;

import org.jspecify.annotations.NullMarked;
