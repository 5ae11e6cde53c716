package dev.undertone.feature.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ContourTest {

    private static final boolean[] ALL = {true, true, true, true, true, true};

    @Test
    void smooth_allFrames_averagesThreeAndRepeatsTheEnds() {
        assertThat(smooth(new double[] {3, 6, 0, 9, 9, 3}, ALL))
                .containsExactly(new double[] {4, 3, 5, 6, 7, 5}, within(1e-12));
    }

    /** 100 and 200 stand in frames that do not count: nothing of them may leak. */
    @Test
    void smooth_someFrames_averagesThoseThatCount() {
        boolean[] counts = {true, true, false, true, false, false};
        assertThat(smooth(new double[] {3, 6, 100, 8, 200, 0}, counts))
                .containsExactly(new double[] {4, 4.5, 0, 8, 0, 0}, within(1e-12));
    }

    @Test
    void smooth_oneFrame_leavesIt() {
        assertThat(smooth(new double[] {5}, new boolean[] {true})).containsExactly(5);
    }

    /** Inside a ramp the slope; at the ends what the repeated values leave of it: (1 + 2 x 2) / 10, (2 + 2 x 3) / 10. */
    @Test
    void delta_ramp_isItsSlope() {
        assertThat(delta(new double[] {0, 1, 2, 3, 4, 5}, ALL))
                .containsExactly(new double[] {0.5, 0.8, 1, 1, 0.8, 0.5}, within(1e-12));
    }

    @Test
    void delta_impulse_isTheKernel() {
        boolean[] counts = {true, true, true, true, true, true, true};
        assertThat(delta(new double[] {0, 0, 0, 10, 0, 0, 0}, counts))
                .containsExactly(new double[] {0, 2, 1, 0, -1, -2, 0}, within(1e-12));
    }

    @Test
    void delta_twoRuns_neverLooksAcross() {
        boolean[] counts = {false, true, true, false, true, false};
        assertThat(delta(new double[] {100, 2, 4, 100, 7, 100}, counts))
                .containsExactly(new double[] {0, 0.6, 0.6, 0, 0, 0}, within(1e-12));
    }

    @Test
    void gather_someFrames_movesThemTogether() {
        double[] values = {9, 8, 7, 6};
        assertThat(Contour.gather(values, new boolean[] {false, true, false, true}, values))
                .isEqualTo(2);
        assertThat(values).startsWith(8, 6);
    }

    @Test
    void runs_ofAMask_areItsStretches() {
        assertThat(Contour.runs(new boolean[] {true, false, true, true, false, true})).isEqualTo(3);
        assertThat(Contour.runs(new boolean[] {false, false})).isZero();
        assertThat(Contour.runs(ALL)).isEqualTo(1);
        assertThat(Contour.runs(new boolean[0])).isZero();
    }

    private static double[] smooth(double[] contour, boolean[] counts) {
        double[] smooth = new double[counts.length];
        Contour.smooth(contour, counts, smooth);
        return smooth;
    }

    private static double[] delta(double[] contour, boolean[] counts) {
        double[] delta = new double[counts.length];
        Contour.delta(contour, counts, delta);
        return delta;
    }
}
