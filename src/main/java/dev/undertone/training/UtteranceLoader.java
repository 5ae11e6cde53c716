package dev.undertone.training;

import dev.undertone.audio.Waveform;
import dev.undertone.evaluation.LabelledClip;
import dev.undertone.feature.FeatureExtractor;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.normalization.SpeechSpan;
import dev.undertone.normalization.UtteranceNormalizer;
import java.util.ArrayList;
import java.util.List;

/** Turns labelled clips into normalised features by the very code that serves, once per rendition. */
public final class UtteranceLoader {

    private final FeatureLayout layout;
    private final Renditions renditions;

    /**
     * A loader for one kind of data.
     *
     * @param layout of the features
     * @param renditions how each clip is heard
     */
    public UtteranceLoader(FeatureLayout layout, Renditions renditions) {
        this.layout = layout;
        this.renditions = renditions;
    }

    /**
     * Loads all clips, on all cores.
     *
     * @throws IllegalArgumentException naming the clip that cannot be used
     */
    public List<TrainingUtterance> load(List<LabelledClip> clips) {
        return clips.parallelStream().map(this::load).toList();
    }

    private TrainingUtterance load(LabelledClip clip) {
        Waveform waveform = ClipAudio.read(clip, layout.sampleRateHz());
        FeatureExtractor extractor = new FeatureExtractor(layout);
        List<FeatureMatrix> heard = new ArrayList<>();
        for (Waveform rendition : renditions.of(clip, waveform)) {
            FeatureMatrix raw = extractor.extract(rendition);
            if (raw.frames() == 0) {
                throw new IllegalArgumentException(
                        "expected at least one frame but %s is too short".formatted(clip.path()));
            }
            FeatureMatrix gated = UtteranceNormalizer.gate(raw);
            heard.add(UtteranceNormalizer.zNormalize(SpeechSpan.of(gated).cut(gated)));
        }
        return new TrainingUtterance(clip, heard);
    }
}
