/**
 * What brings features to a common scale: the utterance step, the only one that needs all frames (level gate, then
 * z-normalisation per column), and for utterance vectors the statistics of the training part.
 */
@NullMarked
package dev.undertone.normalization;

import org.jspecify.annotations.NullMarked;
