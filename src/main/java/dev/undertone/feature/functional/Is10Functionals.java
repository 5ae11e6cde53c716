package dev.undertone.feature.functional;

import dev.undertone.audio.Waveform;

/** The layout {@link FunctionalLayout#IS10_1582}. */
final class Is10Functionals implements FunctionalExtractor {

    @Override
    public FunctionalLayout layout() {
        return FunctionalLayout.IS10_1582;
    }

    @Override
    public UtteranceVector extract(Waveform waveform) {
        throw new UnsupportedOperationException("the descriptors are not there yet");
    }
}
