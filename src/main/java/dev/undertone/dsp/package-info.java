/**
 * Numerics on plain arrays: Fourier transform, windows, mel filter bank, cosine transform,
 * autocorrelation. Knows nothing of audio files, frames or features.
 */
@NullMarked
package dev.undertone.dsp;

import org.jspecify.annotations.NullMarked;
