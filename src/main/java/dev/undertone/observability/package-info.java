/**
 * Every meter in one enum, and the health indicators.
 */
@NullMarked
package dev.undertone.observability;

import org.jspecify.annotations.NullMarked;
