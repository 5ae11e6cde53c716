package dev.undertone.feature.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On trains of smooth pulses whose distances and heights are known. */
class PitchPeriodsTest {

    private static final int LENGTH = 960;

    private final PitchPeriods periods = new PitchPeriods(LENGTH);

    @ParameterizedTest
    @ValueSource(doubles = {30, 57.3, 80, 100.5, 133.3, 160, 190})
    void find_regularPulses_givesTheirDistance(double distance) {
        periods.find(pulses(distance, 0, 0), distance);
        assertThat(periods.count()).isGreaterThanOrEqualTo(3);
        assertThat(periods.count()).isGreaterThanOrEqualTo((int) (LENGTH / distance) - 2);
        for (int i = 0; i < periods.count(); i++) {
            assertThat(periods.lengths()[i]).isCloseTo(distance, within(0.02));
        }
    }

    /** Distances of T - d and T + d in turn: local jitter 2 d / T, and twice that for ddp. */
    @ParameterizedTest
    @CsvSource({"100, 1", "100, 2", "100, 5", "80, 0.5", "60, 3"})
    void find_alternatingDistances_givesTheJitter(double distance, double deviation) {
        periods.find(pulses(distance, deviation, 0), distance);
        int count = periods.count();
        assertThat(count).isGreaterThanOrEqualTo(4);
        assertThat(Perturbation.local(periods.lengths(), count))
                .isCloseTo(2 * deviation / distance, within(0.0005 + 0.01 * deviation / distance));
        assertThat(Perturbation.ddp(periods.lengths(), count))
                .isCloseTo(4 * deviation / distance, within(0.001 + 0.02 * deviation / distance));
    }

    /** Heights of 1 - e and 1 + e in turn: local shimmer 2 e. The mean over an odd number of heights is not just 1. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.05, 0.2})
    void find_alternatingHeights_givesTheShimmer(double deviation) {
        periods.find(pulses(100, 0, deviation), 100);
        int count = periods.count();
        assertThat(count).isGreaterThanOrEqualTo(4);
        assertThat(Perturbation.local(periods.amplitudes(), count + 1))
                .isCloseTo(2 * deviation, within(2 * deviation * deviation + 0.002));
        assertThat(Perturbation.local(periods.lengths(), count)).isLessThan(0.001);
    }

    /** The middle is voiced, the ends are silent or noise: periods are found where they are. */
    @Test
    void find_voiceInTheMiddle_endsWithIt() {
        double[] h = pulses(80, 0, 0);
        Random random = new Random(3);
        for (int n = 0; n < 250; n++) {
            h[n] = 0;
            h[LENGTH - 1 - n] = 0.3 * random.nextGaussian();
        }
        periods.find(h, 80);
        assertThat(periods.count()).isBetween(3, 6);
        for (int i = 0; i < periods.count(); i++) {
            assertThat(periods.lengths()[i]).isCloseTo(80, within(2.0));
        }
    }

    @Test
    void find_whiteNoise_findsFewPeriods() {
        double[] h = new Random(4).doubles(LENGTH, -1, 1).toArray();
        periods.find(h, 100);
        assertThat(periods.count()).isLessThan(3);
    }

    @Test
    void find_silence_findsNone() {
        periods.find(new double[LENGTH], 100);
        assertThat(periods.count()).isZero();
    }

    /** Longer than three fit: those that are there, none made up at the border. */
    @Test
    void find_lowestPitch_findsTheFewThatFit() {
        periods.find(pulses(308, 0, 0), 308);
        assertThat(periods.count()).isBetween(1, 2);
        for (int i = 0; i < periods.count(); i++) {
            assertThat(periods.lengths()[i]).isCloseTo(308, within(0.02));
        }
    }

    /**
     * Gaussian pulses of some 12 samples. A common place of all marks, so that the middle has a pulse: their distances
     * are T - d and T + d in turn, their heights 1 - e and 1 + e.
     */
    private static double[] pulses(double distance, double deviation, double heightDeviation) {
        double[] h = new double[LENGTH];
        double centre = LENGTH / 2.0 - 40 * distance;
        for (int pulse = 0; pulse < 80; pulse++) {
            boolean even = pulse % 2 == 0;
            double height = 1 + (even ? heightDeviation : -heightDeviation);
            for (int n = 0; n < LENGTH; n++) {
                double away = (n - centre) / 3;
                h[n] += height * Math.exp(-away * away / 2);
            }
            centre += distance + (even ? deviation : -deviation);
        }
        double mean = 0;
        for (double value : h) {
            mean += value / LENGTH;
        }
        for (int n = 0; n < LENGTH; n++) {
            h[n] -= mean;
        }
        return h;
    }
}
