package dev.undertone.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.evaluation.Scores;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final Figures FIGURES =
            new Figures(
                    "corpus",
                    List.of(
                            run(1, 0.6, Map.of("a", 0.5, "b", 0.7), 3, 1),
                            run(2, 0.8, Map.of("a", 0.7, "b", 0.9), 4, 0)));

    @Test
    void spread_ofTwoSeeds_isMeanAndSampleDeviation() {
        Figures.Spread spread = FIGURES.spread(Scores::uar);

        assertThat(spread.mean()).isCloseTo(0.7, within(1e-12));
        // sqrt((0.1^2 + 0.1^2) / 1)
        assertThat(spread.standardDeviation()).isCloseTo(0.141421356, within(1e-9));
    }

    @Test
    void speakerStandardError_ofTwoSpeakers_isOverTheirMeans() {
        assertThat(FIGURES.perSpeaker().get("a")).isCloseTo(0.6, within(1e-12));
        assertThat(FIGURES.perSpeaker().get("b")).isCloseTo(0.8, within(1e-12));
        // means 0.6 and 0.8: deviation 0.141421, over sqrt(2)
        assertThat(FIGURES.speakerStandardError()).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void confusions_ofTwoSeeds_areAddedUp() {
        assertThat(FIGURES.confusions()).containsExactly(List.of(7L, 1L), List.of(0L, 4L));
    }

    private static ExperimentResult run(
            int seed, double uar, Map<String, Double> perSpeaker, long right, long wrong) {
        Scores scores =
                new Scores(
                        6,
                        uar,
                        uar,
                        uar,
                        uar,
                        List.of("x", "y"),
                        List.of(List.of(right, wrong), List.of(0L, 2L)),
                        perSpeaker);
        return new ExperimentResult(
                TrainingRecipe.DEFAULT, seed, 6, 2, List.of(), null, scores, null, 1, 0, 0);
    }
}
