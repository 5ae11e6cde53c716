package dev.undertone.recognition;

/** The steps of a request whose time is told. */
public enum Stage {
    /** Waiting to be admitted. */
    QUEUE,
    /** Bytes to waveform. */
    DECODE,
    /** Waveform to normalised features. */
    FEATURE,
    /** Features to scores. */
    INFERENCE
}
