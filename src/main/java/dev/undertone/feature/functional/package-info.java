/**
 * One recording in, one vector out: the contours of frame descriptors over a whole utterance, each summed up by
 * functionals such as mean, quartiles and slope. For classifiers that read no sequence.
 */
@NullMarked
package dev.undertone.feature.functional;

import org.jspecify.annotations.NullMarked;
