/**
 * The scorer of {@code batch} on Apache Spark: the same rows in the same columns, for archives that one machine cannot
 * hold. Built by the profile {@code spark} alone, never a part of the service's jar.
 */
@NullMarked
package dev.undertone.spark;

import org.jspecify.annotations.NullMarked;
