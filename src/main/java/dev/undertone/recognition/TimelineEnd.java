package dev.undertone.recognition;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.undertone.audio.AudioDescription;

/**
 * What closes a timeline.
 *
 * @param id the request's name
 * @param model which answered
 * @param audio what arrived
 * @param summary of all segments
 */
@JsonPropertyOrder({"id", "model", "audio", "summary"})
public record TimelineEnd(
        String id, ModelReference model, AudioDescription audio, TimelineSummary summary) {

    /** How long the recording is. */
    public double durationSeconds() {
        return audio.durationSeconds();
    }
}
