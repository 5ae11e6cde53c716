package dev.undertone.feature.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PitchContourTest {

    @Test
    void median_octaveErrorInARun_isGone() {
        assertThat(median(100, 102, 204, 104, 105)).containsExactly(100, 102, 104, 105, 105);
    }

    @Test
    void median_endsOfRuns_stay() {
        assertThat(median(200, 100, 0, 0, 300, 0, 50, 90))
                .containsExactly(200, 100, 0, 0, 300, 0, 50, 90);
    }

    @Test
    void median_shortContours_stay() {
        assertThat(median()).isEmpty();
        assertThat(median(70)).containsExactly(70);
    }

    @Test
    void envelope_ofRuns_isHeldBetweenThem() {
        double[] envelope = new double[7];
        PitchContour.envelope(new double[] {0, 100, 200, 0, 0, 100, 0}, envelope);
        assertThat(envelope)
                .containsExactly(
                        new double[] {0, 100, 125, 125, 125, 118.75, 118.75}, within(1e-12));
    }

    @Test
    void voiced_aboveZero_isTrue() {
        assertThat(PitchContour.voiced(new double[] {0, 80, 0}))
                .containsExactly(false, true, false);
    }

    private static double[] median(double... pitchHz) {
        double[] median = new double[pitchHz.length];
        PitchContour.median(pitchHz, median);
        return median;
    }
}
