/**
 * Writes a trained network as an ONNX graph for serving.
 */
@NullMarked
package dev.undertone.training.export;

import org.jspecify.annotations.NullMarked;
