/**
 * How good is it: labelled manifests, splits by speaker, unweighted average recall, macro F
 * and precision, confusion matrix.
 */
@NullMarked
package dev.undertone.evaluation;

import org.jspecify.annotations.NullMarked;
