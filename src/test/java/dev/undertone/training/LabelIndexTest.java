package dev.undertone.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.evaluation.Gender;
import dev.undertone.evaluation.LabelledClip;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelIndexTest {

    private static final List<String> EMOTIONS = List.of("neutral", "angry");

    @Test
    void of_trainingPart_countsItsSpeakersAlone() {
        LabelIndex labels =
                LabelIndex.of(
                        EMOTIONS,
                        List.of(utterance("s9", Gender.MALE), utterance("s1", Gender.FEMALE)));

        assertThat(labels.speakers()).containsExactly("s1", "s9");
        assertThat(labels.targets(utterance("s9", Gender.MALE).clip()))
                .isEqualTo(new LabelIndex.Targets(1, 1, 1));
    }

    @Test
    void targets_speakerOutsideTheTrainingPart_isRefused() {
        LabelIndex labels = new LabelIndex(EMOTIONS, List.of("s1"));

        assertThatThrownBy(() -> labels.targets(utterance("s2", Gender.MALE).clip()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("s2");
    }

    @Test
    void requireGenders_unknownGender_isRefusedByName() {
        List<TrainingUtterance> training =
                List.of(utterance("s1", Gender.FEMALE), utterance("s2", Gender.UNKNOWN));

        assertThatThrownBy(() -> LabelIndex.requireGenders(training))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("s2.wav");
    }

    private static TrainingUtterance utterance(String speaker, Gender gender) {
        return new TrainingUtterance(
                new LabelledClip(Path.of(speaker + ".wav"), speaker, gender, "angry", null),
                List.of(),
                new FeatureMatrix(FeatureLayout.PAPER_36, new float[0], new float[0]));
    }
}
