package dev.undertone.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RealRootsTest {

    @RepeatedTest(50)
    void find_productOfRandomRoots_givesThem(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        double[] expected = random.doubles(1 + random.nextInt(6), -1, 1).sorted().toArray();
        double[] found = new double[expected.length];
        new RealRoots(expected.length).find(product(expected), found);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).as("root %d", i).isCloseTo(expected[i], within(1e-6));
        }
        assertThat(found).isSorted();
    }

    @Test
    void find_rootsCloserThanAGrid_missesNone() {
        double[] expected = {-0.9, 0.3, 0.3001, 0.9999};
        double[] found = new double[4];
        new RealRoots(4).find(product(expected), found);
        for (int i = 0; i < 4; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-10));
        }
    }

    /** Rounding splits a double root or lifts it off the axis by eps: x is then known to about sqrt(eps). */
    @Test
    void find_doubleRoot_givesItTwice() {
        double[] found = new double[4];
        new RealRoots(4).find(product(new double[] {-1, 0.4, 0.4, 1}), found);
        assertThat(found[0]).isEqualTo(-1);
        assertThat(found[1]).isCloseTo(0.4, within(1e-7));
        assertThat(found[2]).isCloseTo(0.4, within(1e-7));
        assertThat(found[3]).isEqualTo(1);
    }

    /** The coefficients of (x - x_1) (x - x_2) .., the last one 1. */
    private static double[] product(double[] roots) {
        double[] coefficients = {1};
        for (double root : roots) {
            double[] next = Arrays.copyOf(coefficients, coefficients.length + 1);
            for (int i = coefficients.length; i > 0; i--) {
                next[i] =
                        coefficients[i - 1]
                                - (i < coefficients.length ? root * coefficients[i] : 0);
            }
            next[0] = -root * coefficients[0];
            coefficients = next;
        }
        return coefficients;
    }
}
