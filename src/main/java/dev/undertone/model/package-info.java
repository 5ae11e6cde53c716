/**
 * The only door to the inference engine: manifests, checksums, the repository of models, the
 * pool of predictors, scores with attention.
 */
@NullMarked
package dev.undertone.model;

import org.jspecify.annotations.NullMarked;
