package dev.undertone.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.undertone.audio.Waveform;
import dev.undertone.evaluation.Gender;
import dev.undertone.evaluation.LabelledClip;
import dev.undertone.training.degradation.AcousticCondition;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenditionsTest {

    private static final Waveform TONE = tone();
    private static final LabelledClip CLIP = clip("one.wav");

    private static Waveform tone() {
        float[] samples = new float[8000];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) (0.4 * Math.sin(2 * Math.PI * 300 * n / 16_000));
        }
        return new Waveform(samples, 16_000);
    }

    private static LabelledClip clip(String file) {
        return new LabelledClip(Path.of("corpus", file), "1001", Gender.FEMALE, "sad", null);
    }

    @Test
    void of_speedsAndConditions_isOneEachWithTheRecordingInItsPlace() {
        Renditions renditions =
                new Renditions(List.of(0.9, 1.0, 1.1), List.of(AcousticCondition.values()));

        List<Waveform> heard = renditions.of(CLIP, TONE);

        assertThat(heard).hasSize(3 + AcousticCondition.values().length);
        assertThat(heard.get(renditions.original()).samples()).isEqualTo(TONE.samples());
        assertThat(heard.get(0).length()).isGreaterThan(TONE.length());
        assertThat(heard.get(2).length()).isLessThan(TONE.length());
        for (Waveform condition : heard.subList(3, heard.size())) {
            assertThat(heard.subList(0, 3).stream().map(Waveform::length))
                    .as("of one of the speeds")
                    .contains(condition.length());
            assertThat(condition.samples()).isNotEqualTo(TONE.samples());
        }
    }

    @Test
    void of_sameClipAgain_isTheSameAndOfAnotherClipIsNot() {
        Renditions renditions = new Renditions(List.of(1.0), List.of(AcousticCondition.NOISE));

        float[] once = renditions.of(CLIP, TONE).get(1).samples();

        assertThat(renditions.of(CLIP, TONE).get(1).samples()).isEqualTo(once);
        assertThat(renditions.of(clip("two.wav"), TONE).get(1).samples()).isNotEqualTo(once);
    }

    @Test
    void renditions_withoutTheRecordingItself_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Renditions(List.of(0.9, 1.1), List.of()));
    }
}
