package dev.undertone.recognition;

import dev.undertone.audio.AudioDescription;

/** What a caller gets: one judgement, or one per channel. */
public sealed interface Answer permits Recognition, ChannelRecognitions {

    /** The request's name. */
    String id();

    /** What arrived. */
    AudioDescription audio();

    /** Length of what arrived. */
    default double audioSeconds() {
        return audio().durationSeconds();
    }

    /** Length of what was judged: each channel that was judged on its own counts. */
    default double judgedSeconds() {
        return audioSeconds();
    }
}
