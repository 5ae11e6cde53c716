/**
 * The use case: encoded audio in, emotion with its evidence out. Translates every failure
 * into one Reason.
 */
@NullMarked
package dev.undertone.recognition;

import org.jspecify.annotations.NullMarked;
