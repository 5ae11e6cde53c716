package dev.undertone.annotation;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.undertone.recognition.Problem;
import dev.undertone.recognition.TimelineEnd;
import dev.undertone.recognition.TimelineSegment;

/** What is told of a timeline while it grows; the first field says what. */
sealed interface TimelineEvent {

    /** The word that names the event. */
    String type();

    /** A segment has been judged. */
    @JsonPropertyOrder({"type", "segment"})
    record SegmentEvent(String type, @JsonUnwrapped TimelineSegment segment)
            implements TimelineEvent {

        SegmentEvent(TimelineSegment segment) {
            this("segment", segment);
        }
    }

    /** So much has been heard. */
    @JsonPropertyOrder({"type", "processedSeconds"})
    record ProgressEvent(String type, double processedSeconds) implements TimelineEvent {

        ProgressEvent(double processedSeconds) {
            this("progress", processedSeconds);
        }
    }

    /** All is done. */
    @JsonPropertyOrder({"type", "end"})
    record SummaryEvent(String type, @JsonUnwrapped TimelineEnd end) implements TimelineEvent {

        SummaryEvent(TimelineEnd end) {
            this("summary", end);
        }
    }

    /** It failed on the way. */
    @JsonPropertyOrder({"type", "problem"})
    record ErrorEvent(String type, Problem problem) implements TimelineEvent {

        ErrorEvent(Problem problem) {
            this("error", problem);
        }
    }
}
