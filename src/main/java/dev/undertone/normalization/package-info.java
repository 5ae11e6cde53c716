/**
 * The utterance step, the only one that needs all frames: level gate, then z-normalisation
 * per column.
 */
@NullMarked
package dev.undertone.normalization;

import org.jspecify.annotations.NullMarked;
