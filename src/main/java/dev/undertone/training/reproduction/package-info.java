/**
 * The comparison of all systems under one protocol: a grid of runs by corpus, split, system and seed, from corpus folders to
 * tables. Several processes may work on one grid; a finished run is never repeated.
 */
@NullMarked
package dev.undertone.training.reproduction;

import org.jspecify.annotations.NullMarked;
