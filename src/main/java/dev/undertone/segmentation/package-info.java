/**
 * Cuts a stream of samples into the stretches to be judged: where someone speaks, in windows, or as the caller says.
 * Memory is bounded by the longest stretch, never by the recording.
 */
@NullMarked
package dev.undertone.segmentation;

import org.jspecify.annotations.NullMarked;
