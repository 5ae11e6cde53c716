package dev.undertone.annotation;

import dev.undertone.annotation.TimelineEvent.ErrorEvent;
import dev.undertone.annotation.TimelineEvent.ProgressEvent;
import dev.undertone.annotation.TimelineEvent.SegmentEvent;
import dev.undertone.annotation.TimelineEvent.SummaryEvent;
import dev.undertone.recognition.Problem;
import dev.undertone.recognition.TimelineEnd;
import dev.undertone.recognition.TimelineSegment;
import dev.undertone.recognition.TimelineStart;
import java.io.IOException;

/** Writes each event of a timeline at once. */
abstract class EventWriter implements TimelineWriter {

    /** Writes and flushes. */
    abstract void write(TimelineEvent event) throws IOException;

    /** Nothing is told before there is something to tell. */
    @Override
    public void started(TimelineStart start) {}

    @Override
    public void segment(TimelineSegment segment) throws IOException {
        write(new SegmentEvent(segment));
    }

    @Override
    public void progress(double processedSeconds) throws IOException {
        write(new ProgressEvent(processedSeconds));
    }

    @Override
    public void ended(TimelineEnd end) throws IOException {
        write(new SummaryEvent(end));
    }

    @Override
    public boolean failed(Problem problem) throws IOException {
        write(new ErrorEvent(problem));
        return true;
    }
}
