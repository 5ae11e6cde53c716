package dev.undertone.training;

import dev.undertone.evaluation.Gender;
import dev.undertone.evaluation.LabelledClip;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Utterances that a small network can learn: each emotion raises columns of its own over noise. */
final class SyntheticUtterances {

    static final LabelIndex LABELS =
            new LabelIndex(List.of("neutral", "happy", "angry", "sad"), List.of("s0", "s1", "s2"));

    private SyntheticUtterances() {}

    static List<TrainingUtterance> of(int count, int speeds, long seed) {
        Random random = new Random(seed);
        List<TrainingUtterance> utterances = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int emotion = i % LABELS.emotions().size();
            List<FeatureMatrix> heard = new ArrayList<>();
            for (int speed = 0; speed < speeds; speed++) {
                heard.add(matrix(emotion, 10 + random.nextInt(20), random));
            }
            LabelledClip clip =
                    new LabelledClip(
                            Path.of("clip%d.wav".formatted(i)),
                            "s" + i % 3,
                            i % 3 == 0 ? Gender.MALE : Gender.FEMALE,
                            LABELS.emotions().get(emotion),
                            null);
            utterances.add(new TrainingUtterance(clip, heard, heard.get(speeds / 2)));
        }
        return utterances;
    }

    private static FeatureMatrix matrix(int emotion, int frames, Random random) {
        FeatureLayout layout = FeatureLayout.PAPER_36;
        float[] values = new float[frames * layout.columns()];
        for (int i = 0; i < values.length; i++) {
            int column = i % layout.columns();
            values[i] = (float) random.nextGaussian() + (column / 9 == emotion ? 1f : 0f);
        }
        return new FeatureMatrix(layout, values, new float[frames]);
    }
}
