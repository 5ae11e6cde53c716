/**
 * Who may ask for what: scopes, API keys and the ring that holds them. Plain Java; how a request shows its key is {@code
 * web.security}'s business.
 */
@NullMarked
package dev.undertone.access;

import org.jspecify.annotations.NullMarked;
