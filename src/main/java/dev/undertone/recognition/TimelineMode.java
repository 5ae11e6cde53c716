package dev.undertone.recognition;

/** How a long recording is cut into segments. */
public enum TimelineMode {
    /** Where someone speaks. */
    VAD,
    /** Windows of one length at fixed distances. */
    WINDOW,
    /** As the caller says. */
    SEGMENTS
}
