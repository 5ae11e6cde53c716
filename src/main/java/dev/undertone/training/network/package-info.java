/**
 * The networks of Tao and Liu (ICASSP 2018) as DJL blocks, to the equation.
 */
@NullMarked
package dev.undertone.training.network;

import org.jspecify.annotations.NullMarked;
