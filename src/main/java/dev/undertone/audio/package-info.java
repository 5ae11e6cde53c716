/**
 * Encoded bytes in, mono waveform at the model's rate out, within limits that are checked
 * before and while decoding. The only door to the decoder library.
 */
@NullMarked
package dev.undertone.audio;

import org.jspecify.annotations.NullMarked;
