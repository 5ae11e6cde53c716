package dev.undertone.normalization;

import dev.undertone.feature.FeatureMatrix;

/** The utterance step: level gate, then z-normalisation. */
public final class UtteranceNormalizer {

    private UtteranceNormalizer() {}

    /**
     * Gates and normalises a raw matrix into a new one.
     *
     * @param raw at least one frame
     * @return same shape, finite
     */
    public static FeatureMatrix normalize(FeatureMatrix raw) {
        return java.util.Optional.<FeatureMatrix>empty()
                .orElseThrow(() -> new UnsupportedOperationException("normalize " + raw.frames()));
    }
}
