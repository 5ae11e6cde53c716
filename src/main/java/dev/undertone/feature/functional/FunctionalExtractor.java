package dev.undertone.feature.functional;

import dev.undertone.audio.Waveform;
import dev.undertone.feature.FeatureMatrix;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Computes the utterance vector of a whole recording. Keeps scratch arrays: one per thread, for any number of recordings. */
public sealed interface FunctionalExtractor permits Is10Functionals, FrameFunctionals {

    /**
     * The extractor of a layout.
     *
     * @throws IllegalArgumentException if the layout is none of those that the code implements
     */
    static FunctionalExtractor of(FunctionalLayout layout) {
        if (layout.equals(FunctionalLayout.IS10_1582)) {
            return new Is10Functionals();
        }
        if (layout.equals(FunctionalLayout.PAPER_36_FUNCTIONALS)) {
            return new FrameFunctionals();
        }
        throw new IllegalArgumentException(
                "expected an implemented layout but got %s version %d"
                        .formatted(layout.name(), layout.version()));
    }

    /** The columns of what {@link #extract} returns. */
    FunctionalLayout layout();

    /**
     * The vector of one recording. The same samples give the same bits.
     *
     * @param waveform at the layout's rate, finite and within +-1e18 (nominally +-1), so that every value is finite
     * @return one value per column; where not even one 25 ms frame fits, every functional is 0
     * @throws IllegalArgumentException if the waveform has another rate
     */
    UtteranceVector extract(Waveform waveform);

    /**
     * The vector of a recording whose frame features are at hand: the same bits, and cheaper where the vector is made of
     * them.
     *
     * @param waveform as above; null will do where the vector {@link #readsSamples} not
     * @param frames its features before z-normalisation, with or without the level gate applied; read only
     * @throws IllegalArgumentException if waveform or frames are of another kind than the layout reads
     */
    default UtteranceVector extract(@Nullable Waveform waveform, FeatureMatrix frames) {
        return extract(Objects.requireNonNull(waveform));
    }

    /** Whether the vector needs the samples where the frame features are at hand. */
    default boolean readsSamples() {
        return true;
    }
}
