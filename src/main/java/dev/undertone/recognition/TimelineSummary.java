package dev.undertone.recognition;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A long recording at a glance.
 *
 * @param segments how many there are
 * @param voices one per channel, or per channel and speaker where the caller names speakers, in the order they came
 */
@JsonPropertyOrder({"segments", "voices"})
public record TimelineSummary(int segments, List<Voice> voices) {

    public TimelineSummary {
        voices = List.copyOf(voices);
    }

    /**
     * One channel, or one speaker on it.
     *
     * @param channel from 0; null where the channels are mixed
     * @param speaker as the caller named it; null where nobody did
     * @param segments how many
     * @param speechSeconds covered by segments with speech; what two of them share counts once
     * @param nonSpeechSeconds the rest of the recording, or of the segments that the caller named
     * @param emotion the label of the largest share; null where none is named
     * @param probabilities mean over the segments with speech, weighted by their durations; null where there are none
     * @param shares of each label in the duration of the segments with speech, by the emotion that each segment names;
     *     their sum is below 1 where segments abstain; null where there is no speech
     * @param mostNegative where angry and sad together are most probable; null where no segment can tell
     */
    @JsonPropertyOrder({
        "channel",
        "speaker",
        "segments",
        "speechSeconds",
        "nonSpeechSeconds",
        "emotion",
        "probabilities",
        "shares",
        "mostNegative"
    })
    public record Voice(
            @Nullable Integer channel,
            @Nullable String speaker,
            int segments,
            double speechSeconds,
            double nonSpeechSeconds,
            @Nullable String emotion,
            @Nullable Map<String, Double> probabilities,
            @Nullable Map<String, Double> shares,
            @Nullable NegativeStretch mostNegative) {}

    /**
     * The segment that sounds most negative.
     *
     * @param index of the segment
     * @param startSeconds where it begins
     * @param endSeconds where it ends
     * @param probability of angry and sad together
     */
    @JsonPropertyOrder({"index", "startSeconds", "endSeconds", "probability"})
    public record NegativeStretch(
            int index, double startSeconds, double endSeconds, double probability) {}
}
