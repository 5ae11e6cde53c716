/**
 * Cuts a waveform into overlapping frames, for a whole recording or live. Both drivers hand
 * out the same frames to the last bit.
 */
@NullMarked
package dev.undertone.frame;

import org.jspecify.annotations.NullMarked;
