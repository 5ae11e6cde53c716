package dev.undertone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationErrorTest {

    private static final List<String> LABELS = List.of("a", "b");

    /** A clip whose label a has the probability p. */
    private static ScoredClip clip(double p, String truth) {
        return new ScoredClip(
                "x.wav", "s", Gender.UNKNOWN, truth, List.of(Math.log(p), Math.log(1 - p)));
    }

    private static CalibrationError of(ScoredClip... clips) {
        return CalibrationError.of(new ScoredClips(LABELS, List.of(clips)), 1);
    }

    @Test
    void of_fourClips_isTheHandComputed() {
        // bin (10/15, 11/15]: 0.70 and 0.72, one right; bin (13/15, 14/15]: 0.9 by way of b, right,
        // and 0.92, wrong
        CalibrationError error = of(clip(.7, "a"), clip(.72, "b"), clip(.1, "b"), clip(.92, "b"));

        assertThat(error.bins()).hasSize(2);
        CalibrationError.Bin low = error.bins().get(0);
        assertThat(low.above()).isEqualTo(10 / 15.0);
        assertThat(low.upTo()).isEqualTo(11 / 15.0);
        assertThat(low.clips()).isEqualTo(2);
        assertThat(low.meanConfidence()).isCloseTo(0.71, within(1e-12));
        assertThat(low.accuracy()).isEqualTo(0.5);
        assertThat(error.bins().get(1).meanConfidence()).isCloseTo(0.91, within(1e-12));
        assertThat(error.expected()).isCloseTo(0.5 * 0.21 + 0.5 * 0.41, within(1e-12));
    }

    @Test
    void of_upperBorder_isInsideItsBin() {
        // two equal logits: both probabilities are exactly 1/2; and certainty is in the last bin
        CalibrationError error =
                CalibrationError.of(
                        new ScoredClips(
                                LABELS,
                                List.of(
                                        clip(.5, "a"),
                                        new ScoredClip(
                                                "y", "s", Gender.MALE, "a", List.of(1e4, 0.0)))),
                        1);

        assertThat(error.bins()).extracting(CalibrationError.Bin::clips).containsExactly(1, 1);
        assertThat(error.bins().get(0).upTo()).isEqualTo(8 / 15.0);
        assertThat(error.bins().get(1).upTo()).isEqualTo(1);
        assertThat(error.bins().get(1).meanConfidence()).isEqualTo(1);
    }

    @Test
    void of_sixteenEqualLogits_isInTheFirstBin() {
        List<String> labels = new ArrayList<>();
        List<Double> logits = new ArrayList<>();
        for (int k = 0; k < 16; k++) {
            labels.add("l" + k);
            logits.add(0.0);
        }
        ScoredClip clip = new ScoredClip("x", "s", Gender.MALE, "l0", logits);

        CalibrationError error = CalibrationError.of(new ScoredClips(labels, List.of(clip)), 1);

        assertThat(error.bins().get(0).above()).isZero();
        assertThat(error.expected()).isCloseTo(15 / 16.0, within(1e-12));
    }

    @Test
    void of_certainAndAlwaysRight_isZero_andAlwaysWrong_isOne() {
        ScoredClip right = new ScoredClip("x", "s", Gender.MALE, "a", List.of(1e3, 0.0));
        ScoredClip wrong = new ScoredClip("x", "s", Gender.MALE, "b", List.of(1e3, 0.0));

        assertThat(of(right, right).expected()).isZero();
        assertThat(of(wrong, wrong).expected()).isEqualTo(1);
    }

    @Test
    void of_truthsDrawnByTheProbabilities_isSmallAndGrowsWithATemperature() {
        Random random = new Random(15);
        List<ScoredClip> clips = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            double p = 0.02 + 0.96 * random.nextDouble();
            clips.add(clip(p, random.nextDouble() < p ? "a" : "b"));
        }
        ScoredClips scored = new ScoredClips(LABELS, clips);

        // eight bins of 2,500: the mean of |noise| is near 0.006
        assertThat(CalibrationError.of(scored, 1).expected()).isLessThan(0.015);
        assertThat(CalibrationError.of(scored, 3).expected()).isGreaterThan(0.1);
        assertThat(CalibrationError.of(scored, 0.3).expected()).isGreaterThan(0.1);
    }

    @Test
    void of_noClip_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(CalibrationErrorTest::of);
    }
}
