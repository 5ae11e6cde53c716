/**
 * Trains the networks on labelled speech and releases them as model folders.
 */
@NullMarked
package dev.undertone.training;

import org.jspecify.annotations.NullMarked;
