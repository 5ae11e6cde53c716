package dev.undertone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpeakerBootstrapTest {

    private static final int REPLICATES = 4000;

    /** Speaker i has 10 clips of each class, of which about q_i in each are right; q_i normal around a mean. */
    private static SpeakerConfusions speakers(int count, double mean, double deviation, long seed) {
        Random random = new Random(seed);
        SpeakerConfusions confusions = new SpeakerConfusions(List.of("a", "b"));
        for (int speaker = 0; speaker < count; speaker++) {
            int right = (int) Math.round(10 * (mean + deviation * random.nextGaussian()));
            for (int clip = 0; clip < 10; clip++) {
                confusions.add("s" + speaker, "a", clip < right ? "a" : "b");
                confusions.add("s" + speaker, "b", clip < right ? "b" : "a");
            }
        }
        return confusions;
    }

    @Test
    void of_manySpeakers_isTheNormalInterval() {
        SpeakerConfusions confusions = speakers(74, 0.7, 0.15, 5);
        SpeakerMean mean = confusions.unweightedAverageRecall();
        double half = 1.96 * mean.standardError().orElseThrow();

        SpeakerBootstrap interval = SpeakerBootstrap.of(confusions, REPLICATES, 1);

        // the bootstrap's own error is near 0.02 of the width, and n / (n - 1) makes 0.7 % of it
        assertThat(interval.low()).isCloseTo(mean.mean() - half, within(0.1 * half));
        assertThat(interval.high()).isCloseTo(mean.mean() + half, within(0.1 * half));
    }

    @Test
    void of_sameSeed_isTheSame_andAnotherIsAnother() {
        SpeakerConfusions confusions = speakers(20, 0.7, 0.15, 5);

        assertThat(SpeakerBootstrap.of(confusions, 200, 1))
                .isEqualTo(SpeakerBootstrap.of(confusions, 200, 1))
                .isNotEqualTo(SpeakerBootstrap.of(confusions, 200, 2));
    }

    @Test
    void of_oneSpeaker_isAPoint() {
        SpeakerConfusions confusions = speakers(1, 0.7, 0, 5);

        assertThat(SpeakerBootstrap.of(confusions, 50, 3))
                .isEqualTo(new SpeakerBootstrap(0.7, 0.7, 50, 3));
    }

    @Test
    void of_twoSpeakers_drawsBothTwiceAndEachAlone() {
        SpeakerConfusions confusions = new SpeakerConfusions(List.of("a", "b"));
        confusions.add("s1", "a", "a");
        confusions.add("s2", "a", "b");

        // 0, 1/2 or 1 with 1/4, 1/2, 1/4: the ends of 95 % are 0 and 1
        SpeakerBootstrap interval = SpeakerBootstrap.of(confusions, 1000, 9);

        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isEqualTo(1);
    }

    @Test
    void of_nobodyOrNoReplicate_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpeakerBootstrap.of(speakers(0, 0.7, 0, 5), 10, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpeakerBootstrap.of(speakers(2, 0.7, 0, 5), 0, 1));
    }
}
