package dev.undertone.recognition;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.undertone.feature.FeatureLayout;

/**
 * Which moments made it so: one weight per frame, of sum 1. Frame t covers the seconds from startSeconds + t hopSeconds,
 * frameSeconds long. The array is shared: read only.
 */
@JsonPropertyOrder({"hopSeconds", "frameSeconds", "startSeconds", "weights"})
public final class AttentionWeights {

    private final FeatureLayout layout;
    private final float[] weights;
    private final double startSeconds;

    AttentionWeights(FeatureLayout layout, float[] weights) {
        this(layout, weights, 0);
    }

    private AttentionWeights(FeatureLayout layout, float[] weights, double startSeconds) {
        this.layout = layout;
        this.weights = weights;
        this.startSeconds = startSeconds;
    }

    /** The same weights on a clock that began earlier. */
    AttentionWeights later(double seconds) {
        return new AttentionWeights(layout, weights, startSeconds + seconds);
    }

    /** From one frame to the next. */
    @JsonProperty
    public double hopSeconds() {
        return (double) layout.hopLengthSamples() / layout.sampleRateHz();
    }

    /** Length of a frame. */
    @JsonProperty
    public double frameSeconds() {
        return (double) layout.frameLengthSamples() / layout.sampleRateHz();
    }

    /** Where the first frame begins: 0, but on the recording's clock for a segment of a timeline. */
    @JsonProperty
    public double startSeconds() {
        return startSeconds;
    }

    /** One per frame; not a copy: read only. */
    @JsonProperty
    public float[] weights() {
        return weights;
    }
}
