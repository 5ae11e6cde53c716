/**
 * Numerics on plain arrays: Fourier transform, windows, mel filter bank, cosine transform,
 * autocorrelation, linear prediction, line spectral pairs. Knows nothing of audio files, frames or features.
 */
@NullMarked
package dev.undertone.dsp;

import org.jspecify.annotations.NullMarked;
