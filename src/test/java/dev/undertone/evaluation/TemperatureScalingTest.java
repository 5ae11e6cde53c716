package dev.undertone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemperatureScalingTest {

    private static final List<String> LABELS = List.of("calm", "angry", "sad");
    private static final long SEED = 20170806;

    /** Clips of which the first {@code right} are called by their name, all with the same two logits a and 0. */
    private static ScoredClips pair(int right, int wrong, double a) {
        List<ScoredClip> clips = new ArrayList<>();
        for (int i = 0; i < right + wrong; i++) {
            clips.add(
                    new ScoredClip(
                            i + ".wav",
                            "s",
                            Gender.UNKNOWN,
                            i < right ? "calm" : "angry",
                            List.of(a, 0.0)));
        }
        return new ScoredClips(LABELS.subList(0, 2), clips);
    }

    /** Truths drawn by softmax(logits), then the logits multiplied: as well calibrated as such draws are at a factor. */
    private static ScoredClips drawn(int clips, double factor) {
        Random random = new Random(SEED);
        List<ScoredClip> drawn = new ArrayList<>();
        for (int i = 0; i < clips; i++) {
            List<Double> logits = new ArrayList<>();
            LABELS.forEach(label -> logits.add(1.5 * random.nextGaussian()));
            double[] p = new ScoredClip("x", "s", Gender.UNKNOWN, "calm", logits).probabilities(1);
            double u = random.nextDouble();
            String truth = LABELS.get(u < p[0] ? 0 : u < p[0] + p[1] ? 1 : 2);
            drawn.add(
                    new ScoredClip(
                            i + ".wav",
                            "s",
                            Gender.UNKNOWN,
                            truth,
                            logits.stream().map(z -> z * factor).toList()));
        }
        return new ScoredClips(LABELS, drawn);
    }

    @Test
    void fit_twoLogits_meetsTheClosedForm() {
        // the loss is least where sigmoid(a / T) is the share q of right clips: T = a / ln(q / (1 -
        // q))
        TemperatureScaling scaling = TemperatureScaling.fit(pair(90, 10, 5));

        assertThat(scaling.temperature()).isCloseTo(5 / Math.log(9), within(1e-6));
        assertThat(scaling.lossBefore())
                .isCloseTo(
                        0.9 * Math.log1p(Math.exp(-5)) + 0.1 * Math.log1p(Math.exp(5)),
                        within(1e-12));
        assertThat(scaling.lossAfter())
                .isCloseTo(-0.9 * Math.log(0.9) - 0.1 * Math.log(0.1), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 1.0 / 3, 2, 3, 10})
    void fit_logitsMultiplied_multiplyTheTemperature(double factor) {
        double once = TemperatureScaling.fit(drawn(500, 1)).temperature();

        assertThat(TemperatureScaling.fit(drawn(500, factor)).temperature() / once)
                .isCloseTo(factor, within(1e-6 * factor));
    }

    @Test
    void fit_truthsDrawnByTheProbabilities_isNearOne() {
        // standard error of T about 0.014 at 10,000 clips; three of them
        assertThat(TemperatureScaling.fit(drawn(10_000, 1)).temperature())
                .isCloseTo(1, within(0.042));
    }

    @Test
    void fit_noLowerLossNearby() {
        ScoredClips scored = drawn(300, 2.5);
        TemperatureScaling scaling = TemperatureScaling.fit(scored);

        for (double temperature = 0.05; temperature <= 20; temperature *= 1.01) {
            assertThat(scaling.lossAfter())
                    .isLessThanOrEqualTo(
                            TemperatureScaling.meanNegativeLogLikelihood(scored, temperature));
        }
    }

    @Test
    void fit_allRight_isTheLowestTemperature() {
        assertThat(TemperatureScaling.fit(pair(5, 0, 0.3)).temperature())
                .isCloseTo(TemperatureScaling.LOWEST, within(1e-6));
    }

    @Test
    void fit_worseThanChance_isTheHighestTemperature() {
        assertThat(TemperatureScaling.fit(pair(2, 8, 1)).temperature())
                .isCloseTo(TemperatureScaling.HIGHEST, within(1e-4));
    }

    @Test
    void meanNegativeLogLikelihood_hugeLogits_staysFinite() {
        assertThat(TemperatureScaling.meanNegativeLogLikelihood(pair(0, 1, 1e6), 1)).isEqualTo(1e6);
        assertThat(TemperatureScaling.meanNegativeLogLikelihood(pair(1, 0, 50), 1))
                .isCloseTo(Math.exp(-50), within(1e-30));
    }

    @Test
    void fit_noClip_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemperatureScaling.fit(new ScoredClips(LABELS, List.of())));
    }
}
