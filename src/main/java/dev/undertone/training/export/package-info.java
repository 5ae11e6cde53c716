/**
 * Writes a trained {@link dev.undertone.training.network.EmotionNetwork} as an ONNX graph for
 * serving (opset 17, IR version 8), with Tribuo's protocol buffer classes and no foreign program.
 *
 * <p>The graph computes what the network computes, to float rounding, but it is laid out for ONNX
 * Runtime: what does not recur is a few large products, and what recurs is one {@code Scan} over
 * blocks of five unrolled steps, because the cost of a step is as much the running of its operators
 * as their arithmetic.
 */
@NullMarked
package dev.undertone.training.export;

import org.jspecify.annotations.NullMarked;
