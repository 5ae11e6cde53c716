package dev.undertone.model;

import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.functional.FunctionalLayout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model reads of an utterance: frames, a vector, or both. In a manifest it is the name of the one layout, or both
 * joined by a plus: {@code paper-36+is10-1582}. The version of a joint layout is that of its frames; that of its vector
 * stands in the training statistics.
 *
 * @param frames the columns of the frames, null where none are read
 * @param functionals the columns of the vector, null where none is read
 */
public record ModelLayout(@Nullable FeatureLayout frames, @Nullable FunctionalLayout functionals) {

    private static final String AND = "+";

    /**
     * Checks that something is read.
     *
     * @throws IllegalArgumentException if neither is given, or the rates differ
     */
    public ModelLayout {
        if (frames == null && functionals == null) {
            throw new IllegalArgumentException("expected frames or functionals but got neither");
        }
        if (frames != null
                && functionals != null
                && frames.sampleRateHz() != functionals.sampleRateHz()) {
            throw new IllegalArgumentException(
                    "expected one rate but got %d and %d Hz"
                            .formatted(frames.sampleRateHz(), functionals.sampleRateHz()));
        }
    }

    /**
     * The layout of a name that the code implements.
     *
     * @return empty if there is none
     */
    public static Optional<ModelLayout> find(String name) {
        Optional<FeatureLayout> alone = FeatureLayout.find(name);
        if (alone.isPresent()) {
            return alone.map(frames -> new ModelLayout(frames, null));
        }
        String framesName = FeatureLayout.PAPER_36.name();
        boolean both = name.startsWith(framesName + AND);
        FeatureLayout frames = both ? FeatureLayout.PAPER_36 : null;
        return FunctionalLayout.find(both ? name.substring(framesName.length() + 1) : name)
                .map(functionals -> new ModelLayout(frames, functionals));
    }

    /** The frames that are computed for it, by which also a vector tells where anybody speaks. */
    public FeatureLayout computedFrames() {
        return frames == null ? FeatureLayout.PAPER_36 : frames;
    }

    /** As a manifest has it. */
    public String name() {
        if (frames == null) {
            return vector().name();
        }
        return functionals == null ? frames.name() : frames.name() + AND + functionals.name();
    }

    /** As a manifest has it. */
    public int version() {
        return frames == null ? vector().version() : frames.version();
    }

    /** The rate of the waveform that all of it is computed from. */
    public int sampleRateHz() {
        return frames == null ? vector().sampleRateHz() : frames.sampleRateHz();
    }

    private FunctionalLayout vector() {
        if (functionals == null) {
            throw new IllegalStateException("a layout has frames or functionals");
        }
        return functionals;
    }
}
