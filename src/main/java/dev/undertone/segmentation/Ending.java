package dev.undertone.segmentation;

/** Why an utterance of a stream is over. */
public enum Ending {
    /** Its speaker paused. */
    VAD,
    /** The caller said so; the stream goes on. */
    FLUSH,
    /** The stream is over. */
    FINISH,
    /** It was as long as an utterance may be; the next one begins with the next sample. */
    MAX_LENGTH
}
