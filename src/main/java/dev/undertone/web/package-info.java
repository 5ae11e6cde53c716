/**
 * HTTP adapters: JSON shapes, problem details, OpenAPI. No decision about audio or emotion is
 * taken here.
 */
@NullMarked
package dev.undertone.web;

import org.jspecify.annotations.NullMarked;
