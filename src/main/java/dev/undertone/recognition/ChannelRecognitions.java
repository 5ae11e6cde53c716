package dev.undertone.recognition;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.undertone.audio.AudioDescription;
import java.util.List;

/**
 * The answer for a recording whose channels are judged one by one.
 *
 * @param id the request's name
 * @param audio what arrived
 * @param channels one per channel, in order
 */
@JsonPropertyOrder({"id", "audio", "channels"})
public record ChannelRecognitions(
        String id, AudioDescription audio, List<ChannelRecognition> channels) implements Answer {

    /**
     * The answer for one channel.
     *
     * @param channel its index, from 0
     * @param model which answered
     * @param judgement what is said of it; its fields stand among these
     * @param processing where the time went; queue and decoding are shared by all channels
     */
    @JsonPropertyOrder({"channel", "model", "judgement", "processing"})
    public record ChannelRecognition(
            int channel,
            ModelReference model,
            @JsonUnwrapped Judgement judgement,
            Processing processing) {}

    public ChannelRecognitions {
        channels = List.copyOf(channels);
    }

    @Override
    public double judgedSeconds() {
        return channels.size() * audioSeconds();
    }
}
