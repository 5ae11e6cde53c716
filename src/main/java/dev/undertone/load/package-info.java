/** Callers in numbers: what a service of a given size can carry, measured from outside. */
@NullMarked
package dev.undertone.load;

import org.jspecify.annotations.NullMarked;
