package dev.undertone.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EmotionScoresTest {

    private static final List<String> LABELS = List.of("neutral", "happy", "angry");

    @Test
    void probabilities_knownLogits_areTheSoftmaxAtTheTemperature() {
        // exp(2 / 2) = e, exp(0) = 1, exp(-2 / 2) = 1 / e; sum = e + 1 + 1/e = 4.08616127
        Map<String, Float> probabilities = scores(2, new float[] {2, 0, -2}).probabilities();

        assertThat(probabilities.keySet()).containsExactly("neutral", "happy", "angry");
        assertThat(probabilities.get("neutral")).isCloseTo(0.66524096f, within(1e-7f));
        assertThat(probabilities.get("happy")).isCloseTo(0.24472847f, within(1e-7f));
        assertThat(probabilities.get("angry")).isCloseTo(0.09003057f, within(1e-7f));
    }

    @Test
    void probabilities_subset_areRenormalised() {
        Map<String, Float> subset =
                scores(2, new float[] {2, 0, -2}).probabilities(Set.of("happy", "neutral"));

        // e / (e + 1)
        assertThat(subset.keySet()).containsExactly("neutral", "happy");
        assertThat(subset.get("neutral")).isCloseTo(0.73105858f, within(1e-7f));
        assertThat(subset.get("happy")).isCloseTo(0.26894142f, within(1e-7f));
    }

    @Test
    void probabilities_subsetOfVanishingProbability_stillSumsToOne() {
        Map<String, Float> subset =
                scores(1, new float[] {3000, -3000, -3001}).probabilities(Set.of("happy", "angry"));

        assertThat(subset.get("happy")).isCloseTo(0.73105858f, within(1e-7f));
        assertThat(subset.get("angry")).isCloseTo(0.26894142f, within(1e-7f));
    }

    @Test
    void probabilities_foreignOrNoLabel_areRefused() {
        EmotionScores scores = scores(1, new float[] {0, 0, 0});

        assertThatIllegalArgumentException().isThrownBy(() -> scores.probabilities(Set.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scores.probabilities(Set.of("bored")));
    }

    static Stream<float[][]> unsound() {
        float[] logits = {0, 0, 0};
        float[] weights = {0.5f, 0.5f};
        float[] vector = {0};
        return Stream.of(
                new float[][] {{0, Float.NaN, 0}, weights, vector},
                new float[][] {{0, Float.POSITIVE_INFINITY, 0}, weights, vector},
                new float[][] {logits, {0.5f, Float.NaN}, vector},
                new float[][] {logits, {0.5f, 0.6f}, vector},
                new float[][] {logits, {1.5f, -0.5f}, vector},
                new float[][] {logits, {}, vector},
                new float[][] {logits, weights, {Float.NEGATIVE_INFINITY}});
    }

    @ParameterizedTest
    @MethodSource("unsound")
    void constructor_numbersOfNoSoundWeights_areInvalid(float[][] outputs) {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> new EmotionScores(LABELS, outputs[0], 1, outputs[1], outputs[2]))
                .matches(e -> e.fault() == ModelException.Fault.OUTPUT_INVALID);
    }

    private static EmotionScores scores(double temperature, float[] logits) {
        return new EmotionScores(LABELS, logits, temperature, new float[] {1}, new float[0]);
    }
}
