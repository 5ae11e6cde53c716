package dev.undertone.model;

import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.functional.FunctionalLayout;
import java.util.Optional;
import java.util.stream.Stream;
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
     * @throws IllegalArgumentException if neither is given, or the frames are not those that go with the vector
     */
    public ModelLayout {
        if (frames == null && functionals == null) {
            throw new IllegalArgumentException("expected frames or functionals but got neither");
        }
        if (frames != null && functionals != null && !frames.equals(functionals.frames())) {
            throw new IllegalArgumentException(
                    "expected frames of %s beside %s but got %s"
                            .formatted(
                                    functionals.frames().name(),
                                    functionals.name(),
                                    frames.name()));
        }
    }

    /**
     * The layout of a name that the code implements.
     *
     * @return empty if there is none
     */
    public static Optional<ModelLayout> find(String name) {
        return Stream.concat(
                        FeatureLayout.ALL.stream().map(frames -> new ModelLayout(frames, null)),
                        FunctionalLayout.ALL.stream().flatMap(ModelLayout::withAndWithoutFrames))
                .filter(layout -> layout.name().equals(name))
                .findFirst();
    }

    private static Stream<ModelLayout> withAndWithoutFrames(FunctionalLayout functionals) {
        return Stream.of(
                new ModelLayout(null, functionals),
                new ModelLayout(functionals.frames(), functionals));
    }

    /** The frames that are computed for it: those that it reads, or those that go with its vector. */
    public FeatureLayout computedFrames() {
        return frames == null ? vector().frames() : frames;
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
