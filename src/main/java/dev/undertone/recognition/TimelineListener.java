package dev.undertone.recognition;

import java.io.IOException;

/**
 * Hears a timeline as it grows: the start, any number of segments and of news of the progress, the end. Called on the
 * thread at work, which waits for it. Whatever it throws ends the timeline.
 */
public interface TimelineListener {

    /**
     * The audio has been recognised as such and the first samples have been decoded.
     *
     * @throws IOException if nobody is left to hear of it
     */
    void started(TimelineStart start) throws IOException;

    /**
     * A segment has been judged.
     *
     * @throws IOException if nobody is left to hear of it
     */
    void segment(TimelineSegment segment) throws IOException;

    /**
     * Told once a second while audio comes and nothing else was told.
     *
     * @param processedSeconds how much of the recording has been heard
     * @throws IOException if nobody is left to hear of it
     */
    default void progress(double processedSeconds) throws IOException {}

    /**
     * All is done.
     *
     * @throws IOException if nobody is left to hear of it
     */
    void ended(TimelineEnd end) throws IOException;
}
