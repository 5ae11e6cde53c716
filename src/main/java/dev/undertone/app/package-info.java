/**
 * The composition root of the service and its one tree of properties.
 */
@NullMarked
package dev.undertone.app;

import org.jspecify.annotations.NullMarked;
