package dev.undertone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpeakerConfusionsTest {

    private static final List<String> LABELS = List.of("happy", "sad");

    @Test
    void uar_threeSpeakers_hasTheHandComputedMeanAndError() {
        SpeakerConfusions confusions = new SpeakerConfusions(LABELS);
        confusions.add("s2", "happy", "happy"); // s2: recalls 1 and 1/2
        confusions.add("s2", "sad", "sad");
        confusions.add("s2", "sad", "happy");
        confusions.add("s1", "happy", "happy"); // s1: only happy occurs, recall 1
        confusions.add("s3", "happy", "sad"); // s3: recalls 0 and 1
        confusions.add("s3", "sad", "sad");

        SpeakerMean mean = confusions.unweightedAverageRecall();

        // 1, 0.75, 0.5: mean 0.75, s = 0.25, s / sqrt(3)
        assertThat(mean.mean()).isCloseTo(0.75, within(1e-15));
        assertThat(mean.standardError()).isPresent();
        assertThat(mean.standardError().orElseThrow())
                .isCloseTo(0.25 / Math.sqrt(3), within(1e-15));
        assertThat(mean.speakers()).isEqualTo(3);
        assertThat(confusions.bySpeaker().keySet()).containsExactly("s1", "s2", "s3");
    }

    @Test
    void pooled_twoSpeakers_countsEachClipOnce() {
        SpeakerConfusions confusions = new SpeakerConfusions(LABELS);
        confusions.add("s1", "happy", "happy");
        confusions.add("s1", "happy", "sad");
        confusions.add("s2", "sad", "sad");

        assertThat(confusions.pooled().counts()).isDeepEqualTo(new long[][] {{1, 1}, {0, 1}});
    }

    @Test
    void uar_singleSpeaker_hasNoError() {
        SpeakerConfusions confusions = new SpeakerConfusions(LABELS);
        confusions.add("s1", "happy", "sad");

        SpeakerMean mean = confusions.unweightedAverageRecall();

        assertThat(mean.mean()).isZero();
        assertThat(mean.standardError()).isEmpty();
    }

    @Test
    void uar_nobody_isRefused() {
        SpeakerConfusions nobody = new SpeakerConfusions(LABELS);

        assertThatThrownBy(nobody::unweightedAverageRecall)
                .isInstanceOf(IllegalArgumentException.class);
    }
}
