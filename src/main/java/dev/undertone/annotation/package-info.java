/**
 * Writes a timeline in the forms in which programs and people go on with it: JSON, JSON Lines, server-sent events, CSV,
 * Audacity labels, ELAN and Praat TextGrid.
 */
@NullMarked
package dev.undertone.annotation;

import org.jspecify.annotations.NullMarked;
