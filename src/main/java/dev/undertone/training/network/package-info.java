/**
 * The networks of F. Tao and G. Liu, "Advanced LSTM: A Study about Better Time Dependency Modeling
 * in Emotion Recognition", ICASSP 2018 (arXiv 1710.10197), as DJL blocks, to the equation.
 *
 * <p>{@link dev.undertone.training.network.EmotionNetwork} is the way in: frame features go in,
 * emotion scores, one attention weight per frame and the pooled vector come out. Equation numbers
 * in this package are the paper's. Every block is imperative and engine-neutral; every array that a
 * block makes on the way belongs to a manager that the block closes.
 */
@NullMarked
package dev.undertone.training.network;

import org.jspecify.annotations.NullMarked;
