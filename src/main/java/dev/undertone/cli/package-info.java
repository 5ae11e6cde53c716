/**
 * The main class and its subcommands. Only serve starts Spring.
 */
@NullMarked
package dev.undertone.cli;

import org.jspecify.annotations.NullMarked;
