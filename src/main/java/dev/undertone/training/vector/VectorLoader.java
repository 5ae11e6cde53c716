package dev.undertone.training.vector;

import dev.undertone.audio.Waveform;
import dev.undertone.evaluation.LabelledClip;
import dev.undertone.feature.FeatureExtractor;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.feature.functional.FunctionalExtractor;
import dev.undertone.feature.functional.FunctionalLayout;
import dev.undertone.feature.functional.UtteranceVector;
import dev.undertone.normalization.SpeechSpan;
import dev.undertone.training.ClipAudio;
import dev.undertone.training.Renditions;
import java.util.List;

/** Turns labelled clips into utterance vectors by the very code that serves. */
public final class VectorLoader {

    private final FunctionalLayout layout;
    private final Renditions renditions;

    /**
     * A loader of one kind of vector.
     *
     * @param layout of the vectors
     * @param renditions how each clip is heard
     */
    public VectorLoader(FunctionalLayout layout, Renditions renditions) {
        this.layout = layout;
        this.renditions = renditions;
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
        Waveform waveform = ClipAudio.read(clip, layout.sampleRateHz());
        List<UtteranceVector> vectors =
                renditions.of(clip, waveform).stream()
                        .map(rendition -> vector(rendition, extractor))
                        .toList();
        return new VectorUtterance(clip, vectors, renditions.original());
    }

    /** Of the part that would be judged. */
    private static UtteranceVector vector(Waveform waveform, FunctionalExtractor extractor) {
        FeatureMatrix frames = new FeatureExtractor(FeatureLayout.PAPER_36).extract(waveform);
        SpeechSpan span = SpeechSpan.of(frames);
        Waveform judged =
                new Waveform(
                        span.cut(waveform.samples(), FeatureLayout.PAPER_36),
                        waveform.sampleRateHz());
        return extractor.extract(judged, span.cut(frames));
    }
}
