package dev.undertone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {

    private static final Map<String, Double> FIRST =
            Map.of("s1", .8, "s2", .6, "s3", .7, "s4", .5, "s5", .9);
    private static final Map<String, Double> SECOND =
            Map.of("s1", .7, "s2", .4, "s3", .7, "s4", .53, "s5", .5);

    @Test
    void of_fiveSpeakers_isTheHandComputed() {
        // differences 0.1 0.2 0 -0.03 0.4; without the zero ranks +2 +3 -1 +4: W- = 1, p = 2 (1 +
        // 1) / 16
        PairedComparison comparison = PairedComparison.of(FIRST, SECOND);

        assertThat(comparison.speakers()).isEqualTo(5);
        assertThat(comparison.meanDifference()).isCloseTo(0.67 / 5, within(1e-12));
        assertThat(comparison.medianDifference()).isCloseTo(0.1, within(1e-12));
        assertThat(comparison.wins()).isEqualTo(3);
        assertThat(comparison.losses()).isEqualTo(1);
        assertThat(comparison.ties()).isEqualTo(1);
        assertThat(comparison.pValue()).isEqualTo(0.25);
    }

    @Test
    void of_exchanged_changesTheSignsAndNotThePValue() {
        PairedComparison there = PairedComparison.of(FIRST, SECOND);
        PairedComparison back = PairedComparison.of(SECOND, FIRST);

        assertThat(back.meanDifference()).isEqualTo(-there.meanDifference());
        assertThat(back.medianDifference()).isEqualTo(-there.medianDifference());
        assertThat(back.wins()).isEqualTo(there.losses());
        assertThat(back.losses()).isEqualTo(there.wins());
        assertThat(back.pValue()).isEqualTo(there.pValue());
    }

    @Test
    void of_theSameSystem_isAllTies() {
        assertThat(PairedComparison.of(FIRST, FIRST))
                .isEqualTo(new PairedComparison(5, 0, 0, 0, 0, 5, 1));
    }

    /** Where nothing differs, p below 0.05 comes up in at most one comparison of twenty, and not much more rarely. */
    @Test
    void of_systemsOfEqualWorth_rarelyDiffersSignificantly() {
        Random random = new Random(20240608);
        int significant = 0;
        for (int trial = 0; trial < 1000; trial++) {
            Map<String, Double> one = new LinkedHashMap<>();
            Map<String, Double> other = new LinkedHashMap<>();
            for (int speaker = 0; speaker < 40; speaker++) {
                one.put("s" + speaker, random.nextGaussian());
                other.put("s" + speaker, random.nextGaussian());
            }
            significant += PairedComparison.of(one, other).pValue() < 0.05 ? 1 : 0;
        }

        // 50 expected, standard deviation 7
        assertThat(significant).isBetween(29, 71);
    }

    @Test
    void of_otherSpeakers_isRefusedWithTheirNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                PairedComparison.of(
                                        Map.of("s1", .5, "s2", .5), Map.of("s2", .5, "s3", .5)))
                .withMessage("expected the same speakers twice but got only once [s1, s3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedComparison.of(Map.of(), Map.of()));
    }
}
