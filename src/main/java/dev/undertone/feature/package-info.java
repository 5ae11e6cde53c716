/**
 * One frame in, 36 numbers out. A FeatureLayout names the columns and fixes every convention;
 * a model names the layout it was trained with.
 */
@NullMarked
package dev.undertone.feature;

import org.jspecify.annotations.NullMarked;
