/**
 * The only door to the inference engine: manifests, checksums, the repository of models, the
 * pool of predictors, what a model reads of an utterance, scores with attention.
 */
@NullMarked
package dev.undertone.model;

import org.jspecify.annotations.NullMarked;
