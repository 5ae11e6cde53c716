package dev.undertone.recognition;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * One segment of a timeline.
 *
 * @param index counts the segments of the answer, from 0
 * @param startSeconds where it begins in the recording
 * @param endSeconds where it ends
 * @param channel of the recording, from 0; null where the channels are mixed
 * @param speaker as the caller named it; null where nobody did
 * @param judgement what is said of it; its fields stand among these
 */
@JsonPropertyOrder({"index", "startSeconds", "endSeconds", "channel", "speaker", "judgement"})
public record TimelineSegment(
        int index,
        double startSeconds,
        double endSeconds,
        @Nullable Integer channel,
        @Nullable String speaker,
        @JsonUnwrapped Judgement judgement) {}
