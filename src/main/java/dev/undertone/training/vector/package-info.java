/**
 * Training of the systems that read one vector per utterance: the paper's DNN, and the linear baseline that every network has
 * to beat.
 */
@NullMarked
package dev.undertone.training.vector;

import org.jspecify.annotations.NullMarked;
