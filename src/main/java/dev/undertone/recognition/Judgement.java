package dev.undertone.recognition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one stretch of one channel.
 *
 * @param speechDetected whether a frame is voiced
 * @param emotion the most probable label, null when abstaining
 * @param confidence its probability, null when abstaining
 * @param abstention why no emotion is named, null where one is
 * @param probabilities per label in the model's order; always there, finite, of sum 1
 * @param attention one weight per frame; null where not asked for, and from a model without frames
 * @param embedding the vector before the classifier, pooled over the frames where the model reads any; left out where not asked for
 */
@JsonPropertyOrder({
    "speechDetected",
    "emotion",
    "confidence",
    "abstention",
    "probabilities",
    "attention",
    "embedding"
})
public record Judgement(
        boolean speechDetected,
        @Nullable String emotion,
        @Nullable Float confidence,
        @Nullable Abstention abstention,
        Map<String, Float> probabilities,
        @Nullable AttentionWeights attention,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Embedding embedding) {

    /**
     * Names the most probable label, the first of equals, or abstains.
     *
     * @param minConfidence below it the judgement abstains
     */
    static Judgement of(
            boolean speechDetected,
            Map<String, Float> probabilities,
            double minConfidence,
            @Nullable AttentionWeights attention,
            @Nullable Embedding embedding) {
        Map.Entry<String, Float> best = mostProbable(probabilities);
        Abstention abstention = null;
        if (!speechDetected) {
            abstention = Abstention.NO_SPEECH;
        } else if (best.getValue() < minConfidence) {
            abstention = Abstention.LOW_CONFIDENCE;
        }
        return new Judgement(
                speechDetected,
                abstention == null ? best.getKey() : null,
                abstention == null ? best.getValue() : null,
                abstention,
                probabilities,
                attention,
                embedding);
    }

    /** The same on the clock of a recording in which the stretch begins later. */
    public Judgement later(double seconds) {
        return attention == null
                ? this
                : new Judgement(
                        speechDetected,
                        emotion,
                        confidence,
                        abstention,
                        probabilities,
                        attention.later(seconds),
                        embedding);
    }

    private static Map.Entry<String, Float> mostProbable(Map<String, Float> probabilities) {
        return probabilities.entrySet().stream()
                .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
                .orElseThrow(() -> new IllegalArgumentException("expected labels but got none"));
    }
}
