/**
 * Corpus recipes: official folder layouts in, validated lists of labelled utterances out.
 */
@NullMarked
package dev.undertone.training.corpus;

import org.jspecify.annotations.NullMarked;
