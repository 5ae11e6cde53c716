/** From a trained system and what it said of unseen speakers to the folder that is served: graph, card, manifest. */
@NullMarked
package dev.undertone.training.release;

import org.jspecify.annotations.NullMarked;
