/**
 * Writes trained systems as ONNX graphs for serving (opset 17, IR version 8), with Tribuo's protocol buffer classes and
 * no foreign program, and reads a network of frames back.
 *
 * <p>A graph computes what its system computes, to float rounding: one {@link
 * dev.undertone.training.network.EmotionNetwork}, one feed-forward or linear system ({@link
 * dev.undertone.training.export.DenseLayers}), or several at once ({@link dev.undertone.training.export.Fusion}). A
 * network of frames is laid out for ONNX Runtime: what does not recur is a few large products, and what recurs is one
 * {@code Scan} over blocks of five unrolled steps, because the cost of a step is as much the running of its operators
 * as their arithmetic.
 */
@NullMarked
package dev.undertone.training.export;

import org.jspecify.annotations.NullMarked;
