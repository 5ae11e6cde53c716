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

/** Turns labelled clips into normalised features by the very code that serves, once per speed. */
public final class UtteranceLoader {

    private final FeatureLayout layout;
    private final List<Double> speeds;

    /**
     * A loader for one kind of data.
     *
     * @param layout of the features
     * @param speeds factors; 1 leaves a clip as it is, 1.1 makes it shorter and higher
     */
    public UtteranceLoader(FeatureLayout layout, List<Double> speeds) {
        this.layout = layout;
        this.speeds = List.copyOf(speeds);
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
        List<FeatureMatrix> bySpeed = new ArrayList<>();
        for (double speed : speeds) {
            FeatureMatrix raw = extractor.extract(Speed.change(waveform, speed));
            if (raw.frames() == 0) {
                throw new IllegalArgumentException(
                        "expected at least one frame but %s is too short".formatted(clip.path()));
            }
            FeatureMatrix gated = UtteranceNormalizer.gate(raw);
            bySpeed.add(UtteranceNormalizer.zNormalize(SpeechSpan.of(gated).cut(gated)));
        }
        return new TrainingUtterance(clip, bySpeed);
    }
}
