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

/**
 * Turns labelled clips into normalised features by the very code that serves, once per rendition.
 *
 * <p>What is learned from is always {@link FeatureLayout#PAPER_36}: where a network is asked over a noise floor, it has
 * still learned from recordings with pauses of every level. One that learns over the floor has never heard anything
 * cleaner than it, takes the floor itself for a sign of loud, close speech, and calls a studio angry (docs/experiments.md).
 */
public final class UtteranceLoader {

    private static final FeatureLayout LEARNED = FeatureLayout.PAPER_36;

    private final FeatureLayout asked;
    private final Renditions renditions;

    /**
     * A loader for one kind of data.
     *
     * @param asked the features that the network will be asked by
     * @param renditions how each clip is heard
     */
    public UtteranceLoader(FeatureLayout asked, Renditions renditions) {
        this.asked = asked;
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
        Waveform waveform = ClipAudio.read(clip, asked.sampleRateHz());
        FeatureExtractor extractor = new FeatureExtractor(LEARNED);
        List<FeatureMatrix> heard = new ArrayList<>();
        for (Waveform rendition : renditions.of(clip, waveform)) {
            heard.add(features(extractor, clip, rendition));
        }
        return new TrainingUtterance(
                clip,
                heard,
                asked.equals(LEARNED)
                        ? heard.get(renditions.original())
                        : features(new FeatureExtractor(asked), clip, waveform));
    }

    private static FeatureMatrix features(
            FeatureExtractor extractor, LabelledClip clip, Waveform waveform) {
        FeatureMatrix raw = extractor.extract(waveform);
        if (raw.frames() == 0) {
            throw new IllegalArgumentException(
                    "expected at least one frame but %s is too short".formatted(clip.path()));
        }
        FeatureMatrix gated = UtteranceNormalizer.gate(raw);
        return UtteranceNormalizer.zNormalize(SpeechSpan.of(gated).cut(gated));
    }
}
