package dev.undertone.feature;

import dev.undertone.audio.Waveform;

/** Computes the raw feature matrix of a whole recording. Keeps scratch arrays: one per thread. */
public final class FeatureExtractor {

    private final FeatureLayout layout;

    public FeatureExtractor(FeatureLayout layout) {
        this.layout = layout;
    }

    /**
     * The raw matrix, before the utterance step.
     *
     * @param waveform at the layout's rate
     * @return {@link FeatureLayout#frameCount} rows; none where not even one frame fits
     * @throws IllegalArgumentException if the waveform has another rate
     */
    public FeatureMatrix extract(Waveform waveform) {
        return java.util.Optional.<FeatureMatrix>empty()
                .orElseThrow(
                        () -> new UnsupportedOperationException(layout.name() + waveform.length()));
    }
}
