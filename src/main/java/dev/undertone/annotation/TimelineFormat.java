package dev.undertone.annotation;

import java.io.OutputStream;
import java.util.function.Function;

/** The forms of a timeline. */
public enum TimelineFormat {
    /** One object; written while it grows. */
    JSON("application/json", false, JsonTimeline::new),
    /** One event per line. */
    JSON_LINES("application/x-ndjson", true, JsonLines::new),
    /** The same events, as a browser's EventSource reads them. */
    EVENTS("text/event-stream", true, EventStream::new),
    /** One row per segment. */
    CSV("text/csv", false, CsvTimeline::new),
    /** Audacity's labels: start, end and text between tabs. */
    AUDACITY("text/plain", false, AudacityLabels::new),
    /** ELAN's annotation format 3.0. */
    ELAN("application/xml", false, ElanDocument::new),
    /** Praat's TextGrid, long text form. */
    TEXTGRID("text/plain", false, TextGrid::new);

    private final String mediaType;
    private final boolean live;

    // A constructor reference has no state; the checker cannot know.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<OutputStream, TimelineWriter> writers;

    TimelineFormat(String mediaType, boolean live, Function<OutputStream, TimelineWriter> writers) {
        this.mediaType = mediaType;
        this.live = live;
        this.writers = writers;
    }

    /** Without parameters; all are UTF-8. */
    public String mediaType() {
        return mediaType;
    }

    /** Whether it is meant to be read event by event. */
    public boolean isLive() {
        return live;
    }

    /** A writer of one timeline, which does not close the output. */
    public TimelineWriter writer(OutputStream output) {
        return writers.apply(output);
    }
}
