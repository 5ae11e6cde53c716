package dev.undertone.recognition;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.undertone.audio.AudioDescription;

/**
 * The answer for a recording whose channels are mixed.
 *
 * @param id the request's name
 * @param model which answered
 * @param judgement what is said of it; its fields stand among these
 * @param audio what arrived
 * @param processing where the time went
 */
@JsonPropertyOrder({"id", "model", "judgement", "audio", "processing"})
public record Recognition(
        String id,
        ModelReference model,
        @JsonUnwrapped Judgement judgement,
        AudioDescription audio,
        Processing processing)
        implements Answer {

    /** The same on the clock of a stream in which the recording begins later. */
    public Recognition later(double seconds) {
        return new Recognition(id, model, judgement.later(seconds), audio, processing);
    }
}
