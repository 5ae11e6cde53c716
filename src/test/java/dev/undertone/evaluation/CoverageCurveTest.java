package dev.undertone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageCurveTest {

    private static final List<String> LABELS = List.of("a", "b");

    private static ScoredClip clip(double p, String truth) {
        return new ScoredClip(
                "x.wav", "s", Gender.UNKNOWN, truth, List.of(Math.log(p), Math.log(1 - p)));
    }

    private static final ScoredClips SCORED =
            new ScoredClips(
                    LABELS,
                    List.of(
                            clip(.9, "a"),
                            clip(.2, "b"),
                            clip(.74, "b"),
                            clip(.61, "a"),
                            clip(.4, "a")));

    private static CoverageCurve.Point at(double threshold) {
        return CoverageCurve.of(SCORED, 1).points().stream()
                .filter(point -> point.minConfidence() == threshold)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void of_thresholds_areZeroAndThoseFromPointThreeOn() {
        assertThat(CoverageCurve.of(SCORED, 1).points())
                .extracting(CoverageCurve.Point::minConfidence)
                .containsExactly(
                        0.0, .3, .35, .4, .45, .5, .55, .6, .65, .7, .75, .8, .85, .9, .95);
    }

    @Test
    void of_fiveClips_dropsTheDoubtful() {
        // confidences 0.9 right, 0.8 right, 0.74 wrong, 0.61 right, 0.6 wrong
        assertThat(at(.55).coverage()).isEqualTo(1);
        assertThat(at(0).coverage()).isEqualTo(1);
        assertThat(at(0).accuracy()).isEqualTo(0.6);
        // recall of a: 2 of 3, of b: 1 of 2
        assertThat(at(0).uar()).isCloseTo((2 / 3.0 + 1 / 2.0) / 2, within(1e-15));
        assertThat(at(.65)).isEqualTo(new CoverageCurve.Point(.65, 0.6, 2 / 3.0, 0.75));
        // only the clip of a is left, so only its class is averaged
        assertThat(at(.85)).isEqualTo(new CoverageCurve.Point(.85, 0.2, 1.0, 1.0));
    }

    @Test
    void of_nobodyLeft_hasNoFigures() {
        assertThat(at(.95)).isEqualTo(new CoverageCurve.Point(.95, 0, null, null));
    }

    @Test
    void of_confidenceAtTheThreshold_isAnswered() {
        ScoredClips even =
                new ScoredClips(
                        LABELS,
                        List.of(new ScoredClip("x", "s", Gender.MALE, "a", List.of(1., 1.))));

        assertThat(CoverageCurve.of(even, 1).points())
                .filteredOn(point -> point.coverage() == 1)
                .last()
                .extracting(CoverageCurve.Point::minConfidence)
                .isEqualTo(0.5);
    }

    @Test
    void of_higherTemperature_coversLess() {
        assertThat(CoverageCurve.of(SCORED, 2).points().get(7).coverage())
                .isLessThan(at(.6).coverage());
    }

    @Test
    void of_noClip_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoverageCurve.of(new ScoredClips(LABELS, List.of()), 1));
    }
}
