package dev.undertone.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HarmonicityTest {

    private final Harmonicity harmonicity = new Harmonicity(640, 16_000, 266, 500);

    private void analyze(IntToDoubleFunction signal) {
        double[] h = new double[640];
        for (int n = 0; n < h.length; n++) {
            h[n] = signal.applyAsDouble(n);
        }
        harmonicity.analyze(h);
    }

    /** Five harmonics of falling strength. */
    private static double voice(double pitchHz, int n) {
        double sum = 0;
        for (int harmonic = 1; harmonic <= 5; harmonic++) {
            sum += Signals.sine(harmonic * pitchHz, n) / harmonic;
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(doubles = {62, 80, 100, 123.4, 160, 220, 333, 400, 495})
    void analyze_voice_findsItsPitch(double pitchHz) {
        analyze(n -> 0.2 * voice(pitchHz, n));
        assertThat(harmonicity.pitchHz()).isCloseTo(pitchHz, within(0.01 * pitchHz));
        assertThat(harmonicity.ratio()).isBetween(0.97, 1.0);
    }

    @Test
    void analyze_octaveBelowSlightlyBetter_takesTheFirstPeak() {
        // Every second period is a little different: the best lag is 160, but the first good one
        // 80.
        analyze(n -> voice(200, n) + 0.1 * Signals.sine(100, n));
        assertThat(harmonicity.pitchHz()).isCloseTo(200, within(2.0));
    }

    @Test
    void analyze_lagBeyondTheRange_takesTheLastLagUnrefined() {
        // rho of a 55 Hz tone still rises at lag 266: there is no peak, and the argmax is the last
        // lag.
        analyze(n -> Signals.sine(55, n));
        assertThat(harmonicity.pitchHz()).isEqualTo(16_000 / 266.0);
    }

    @Test
    void analyze_above500Hz_isUnvoicedThoughPeriodic() {
        analyze(n -> Signals.sine(640, n));
        assertThat(harmonicity.pitchHz()).isZero();
        assertThat(harmonicity.ratio()).isCloseTo(1, within(1e-3));
    }

    @Test
    void analyze_noise_isUnvoiced() {
        Random random = new Random(4);
        analyze(n -> random.nextGaussian());
        assertThat(harmonicity.pitchHz()).isZero();
        assertThat(harmonicity.ratio()).isBetween(0.0, 0.5);
    }

    @Test
    void analyze_moreNoise_lowersTheRatio() {
        double before = 1.01;
        for (double level : new double[] {0, 0.1, 0.3, 1}) {
            Random random = new Random(4);
            analyze(n -> voice(150, n) + level * random.nextGaussian());
            assertThat(harmonicity.ratio()).isLessThan(before);
            before = harmonicity.ratio();
        }
    }

    @Test
    void analyze_silence_isNothing() {
        analyze(n -> voice(150, n));
        analyze(n -> 0);
        assertThat(harmonicity.ratio()).isZero();
        assertThat(harmonicity.pitchHz()).isZero();
        assertThat(harmonicity.peak()).isZero();
    }

    @Test
    void analyze_constant_isNothing() {
        analyze(n -> 0.7f);
        assertThat(harmonicity.ratio()).isZero();
        assertThat(harmonicity.pitchHz()).isZero();
        assertThat(harmonicity.peak()).isZero();
    }

    @Test
    void analyze_oneClick_isUnvoiced() {
        analyze(n -> n == 320 ? 1 : 0);
        assertThat(harmonicity.pitchHz()).isZero();
        assertThat(harmonicity.ratio()).isBetween(0.0, 0.5);
        assertThat(harmonicity.peak()).isCloseTo(639 / 640.0, within(1e-12));
    }
}
