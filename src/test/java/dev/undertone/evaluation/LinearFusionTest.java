package dev.undertone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearFusionTest {

    private static final List<String> LABELS = List.of("x", "y", "z");
    private static final int CLIPS = 6000;

    @Test
    void fit_truthsDrawnFromKnownWeights_findsThem() {
        double[] weights = {1.5, 0.5};
        double[] offsets = {0.4, -0.1, -0.3};
        List<ScoredClips> systems = systems(weights, offsets, 11);

        LinearFusion fusion = LinearFusion.fit(systems);

        // the standard error of a weight is near 0.04 with this many clips; the ridge adds less
        assertThat(fusion.weights().get(0)).isCloseTo(1.5, within(0.15));
        assertThat(fusion.weights().get(1)).isCloseTo(0.5, within(0.15));
        for (int k = 0; k < offsets.length; k++) {
            assertThat(fusion.offsets().get(k)).isCloseTo(offsets[k], within(0.12));
        }
    }

    @Test
    void fit_systemOfNoise_getsNoWeight() {
        LinearFusion fusion = LinearFusion.fit(systems(new double[] {1, 0}, new double[3], 12));

        assertThat(fusion.weights().get(1)).isCloseTo(0, within(0.1));
    }

    /** The twin is the same system, three times as sure of itself: by its temperature it counts as its share says. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 0.25})
    void calibratedMean_overconfidentTwin_countsForItsShare(double share) {
        ScoredClips sound = systems(new double[] {1, 0}, new double[3], 13).get(0);

        LinearFusion fusion =
                LinearFusion.calibratedMean(List.of(sound, tripled(sound)), List.of(1.0, share));

        double first = fusion.weights().get(0);
        assertThat(fusion.weights().get(1)).isCloseTo(share * first / 3, within(1e-3));
        // the truths were drawn from the very logits, whose temperature is 1
        assertThat(first).isCloseTo(1 / (1 + share), within(0.08));
        assertThat(fusion.offsets()).containsOnly(0.0);
    }

    private static ScoredClips tripled(ScoredClips sound) {
        List<ScoredClip> tripled = new ArrayList<>();
        for (ScoredClip clip : sound.clips()) {
            tripled.add(
                    new ScoredClip(
                            clip.clip(),
                            clip.speaker(),
                            clip.gender(),
                            clip.emotion(),
                            clip.logits().stream().map(z -> 3 * z).toList()));
        }
        return new ScoredClips(LABELS, tripled);
    }

    @Test
    void fuse_knownWeights_areAppliedToTheLogits() {
        LinearFusion fusion = new LinearFusion(List.of(2.0, -1.0), List.of(0.0, 0.5, 0.0));

        ScoredClips fused =
                fusion.fuse(List.of(one(List.of(1.0, 2.0, 3.0)), one(List.of(0.0, 1.0, 4.0))));

        assertThat(fused.clips().get(0).logits()).containsExactly(2.0, 3.5, 2.0);
    }

    @Test
    void fit_otherClips_isRefused() {
        ScoredClips first = one(List.of(0.0, 0.0, 0.0));
        ScoredClips second =
                new ScoredClips(
                        LABELS,
                        List.of(
                                new ScoredClip(
                                        "b.wav", "s", Gender.MALE, "x", List.of(0.0, 0.0, 0.0))));

        assertThatThrownBy(() -> LinearFusion.fit(List.of(first, second)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ScoredClips one(List<Double> logits) {
        return new ScoredClips(
                LABELS, List.of(new ScoredClip("a.wav", "s", Gender.MALE, "x", logits)));
    }

    /** Two systems of independent scores; each truth is drawn from softmax(a_1 z_1 + a_2 z_2 + b). */
    private static List<ScoredClips> systems(double[] weights, double[] offsets, long seed) {
        Random random = new Random(seed);
        List<ScoredClip> first = new ArrayList<>();
        List<ScoredClip> second = new ArrayList<>();
        for (int i = 0; i < CLIPS; i++) {
            double[][] logits = new double[2][LABELS.size()];
            double[] scores = offsets.clone();
            for (int k = 0; k < LABELS.size(); k++) {
                for (int m = 0; m < 2; m++) {
                    logits[m][k] = random.nextGaussian();
                    scores[k] += weights[m] * logits[m][k];
                }
            }
            String truth = LABELS.get(draw(scores, random));
            first.add(clip(i, truth, logits[0]));
            second.add(clip(i, truth, logits[1]));
        }
        return List.of(new ScoredClips(LABELS, first), new ScoredClips(LABELS, second));
    }

    private static ScoredClip clip(int index, String truth, double[] logits) {
        return new ScoredClip(
                "clip" + index,
                "s",
                Gender.FEMALE,
                truth,
                List.of(logits[0], logits[1], logits[2]));
    }

    /** The Gumbel trick: the highest of score + noise is a draw from the softmax. */
    private static int draw(double[] scores, Random random) {
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < scores.length; k++) {
            double value = scores[k] - Math.log(-Math.log(random.nextDouble()));
            if (value > highest) {
                highest = value;
                best = k;
            }
        }
        return best;
    }
}
