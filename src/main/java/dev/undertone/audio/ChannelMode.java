package dev.undertone.audio;

/** What becomes of several channels. */
public enum ChannelMode {
    /** Their arithmetic mean, as one waveform. */
    MIX,
    /** One waveform each. */
    EACH
}
