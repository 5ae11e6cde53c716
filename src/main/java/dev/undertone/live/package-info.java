/**
 * Emotion while people speak: sessions that take audio as it comes, cut it into utterances, and tell what they hear. Knows
 * no transport; whoever brings the audio calls a {@link dev.undertone.live.LiveSession} and hears its {@link
 * dev.undertone.live.LiveEvent}s.
 */
@NullMarked
package dev.undertone.live;

import org.jspecify.annotations.NullMarked;
