package dev.undertone.training.vector;

import dev.undertone.evaluation.LabelledClip;
import dev.undertone.feature.functional.FunctionalExtractor;
import dev.undertone.feature.functional.FunctionalLayout;
import dev.undertone.training.ClipAudio;
import java.util.List;

/** Turns labelled clips into utterance vectors by the very code that serves. */
public final class VectorLoader {

    private final FunctionalLayout layout;

    /** A loader of one kind of vector. */
    public VectorLoader(FunctionalLayout layout) {
        this.layout = layout;
    }

    /**
     * Loads all clips, on all cores.
     *
     * @throws IllegalArgumentException naming the clip that cannot be used
     */
    public List<VectorUtterance> load(List<LabelledClip> clips) {
        ThreadLocal<FunctionalExtractor> extractors =
                ThreadLocal.withInitial(() -> FunctionalExtractor.of(layout));
        return clips.parallelStream().map(clip -> load(clip, extractors.get())).toList();
    }

    private VectorUtterance load(LabelledClip clip, FunctionalExtractor extractor) {
        return new VectorUtterance(
                clip, extractor.extract(ClipAudio.read(clip, layout.sampleRateHz())));
    }
}
