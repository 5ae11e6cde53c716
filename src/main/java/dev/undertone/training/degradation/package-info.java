/**
 * What rooms, lines and recorders do to speech, by formula and seeded: for the robustness table, and for whoever trains
 * against it.
 */
@NullMarked
package dev.undertone.training.degradation;

import org.jspecify.annotations.NullMarked;
