package dev.undertone.normalization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SpeechSpanTest {

    private static final int COLUMNS = FeatureLayout.PAPER_36.columns();

    @Test
    void of_longSilenceAround_keepsATenthOfASecond() {
        SpeechSpan span = SpeechSpan.of(recording(500, 200, 300));

        assertThat(span).isEqualTo(new SpeechSpan(190, 310, 500));
    }

    @Test
    void of_shortSilenceAround_isWhole() {
        FeatureMatrix recording = recording(120, 10, 110);

        SpeechSpan span = SpeechSpan.of(recording);

        assertThat(span.isWhole()).isTrue();
        assertThat(span.cut(recording)).isSameAs(recording);
    }

    @Test
    void of_nothingActive_isWhole() {
        assertThat(SpeechSpan.of(recording(500, 0, 0)).isWhole()).isTrue();
        assertThat(SpeechSpan.of(recording(0, 0, 0)).isWhole()).isTrue();
    }

    @Test
    void cut_frames_areThoseOfTheSpan() {
        FeatureMatrix recording = recording(500, 200, 300);

        FeatureMatrix cut = new SpeechSpan(120, 380, 500).cut(recording);

        assertThat(cut.frames()).isEqualTo(260);
        assertThat(cut.value(0, 5)).isEqualTo(recording.value(120, 5));
        assertThat(cut.value(259, 0)).isEqualTo(recording.value(379, 0));
        assertThat(cut.peaks()[80]).isEqualTo(recording.peaks()[200]);
    }

    @Test
    void cut_samples_giveTheFramesOfTheSpan() {
        float[] samples = new float[159 + 400 + 160 * 499];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = n;
        }

        float[] cut = new SpeechSpan(120, 380, 500).cut(samples, FeatureLayout.PAPER_36);
        float[] toTheEnd = new SpeechSpan(120, 500, 500).cut(samples, FeatureLayout.PAPER_36);

        assertThat(cut[0]).isEqualTo(120 * 160);
        assertThat(FeatureLayout.PAPER_36.grid().frameCount(cut.length)).isEqualTo(260);
        assertThat(toTheEnd[toTheEnd.length - 1]).isEqualTo(samples.length - 1);
    }

    @Test
    void spread_weightsOfTheSpan_areZeroOutsideIt() {
        float[] weights = {0.25f, 0.75f};

        assertThat(new SpeechSpan(1, 3, 4).spread(weights)).containsExactly(0, 0.25f, 0.75f, 0);
        assertThat(new SpeechSpan(0, 2, 2).spread(weights)).isSameAs(weights);
    }

    /** Level 1 from one frame to another, silence around; every value tells its place. */
    private static FeatureMatrix recording(int frames, int from, int to) {
        float[] values = new float[frames * COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        float[] peaks = new float[frames];
        Arrays.fill(peaks, from, to, 1f);
        return new FeatureMatrix(FeatureLayout.PAPER_36, values, peaks);
    }
}
