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
import dev.undertone.training.Speed;
import java.util.ArrayList;
import java.util.List;

/** Turns labelled clips into utterance vectors by the very code that serves. */
public final class VectorLoader {

    private final FunctionalLayout layout;
    private final List<Double> otherSpeeds;

    /**
     * A loader of one kind of vector.
     *
     * @param layout of the vectors
     * @param otherSpeeds factors at which each clip is heard too, see {@link Speed}; may be empty
     */
    public VectorLoader(FunctionalLayout layout, List<Double> otherSpeeds) {
        this.layout = layout;
        this.otherSpeeds = List.copyOf(otherSpeeds);
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
        List<UtteranceVector> vectors = new ArrayList<>(List.of(vector(waveform, extractor)));
        for (double speed : otherSpeeds) {
            vectors.add(vector(Speed.change(waveform, speed), extractor));
        }
        return new VectorUtterance(clip, vectors);
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
