package dev.undertone.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Mp3RoundTripTest {

    private static final int RATE_HZ = 16_000;
    private static final int BITS_PER_SECOND = 32_000;

    /** A gliding tone: where it is shifted, it does not match itself. */
    private static Waveform glide(int length) {
        float[] samples = new float[length];
        for (int n = 0; n < length; n++) {
            double t = (double) n / RATE_HZ;
            samples[n] = (float) (0.5 * Math.sin(2 * Math.PI * (200 * t + 400 * t * t)));
        }
        return new Waveform(samples, RATE_HZ);
    }

    private static double correlation(float[] x, float[] y, int lag) {
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int n = 100; n < x.length - 100; n++) {
            xy += (double) x[n] * y[n + lag];
            xx += (double) x[n] * x[n];
            yy += (double) y[n + lag] * y[n + lag];
        }
        return xy / Math.sqrt(xx * yy);
    }

    @Test
    void apply_glidingTone_staysWhereItWas() {
        Waveform clean = glide(2 * RATE_HZ + 123);

        Waveform decoded = Mp3RoundTrip.apply(clean, BITS_PER_SECOND);

        assertThat(decoded.length()).isEqualTo(clean.length());
        assertThat(decoded.sampleRateHz()).isEqualTo(RATE_HZ);
        double there = correlation(clean.samples(), decoded.samples(), 0);
        assertThat(there).isGreaterThan(0.99);
        assertThat(correlation(clean.samples(), decoded.samples(), 1)).isLessThan(there);
        assertThat(correlation(clean.samples(), decoded.samples(), -1)).isLessThan(there);
    }

    @Test
    void apply_whiteNoise_losesWhatTheBitsCannotHold() {
        Random random = new Random(11);
        float[] noise = new float[RATE_HZ];
        for (int n = 0; n < noise.length; n++) {
            noise[n] = (float) (0.1 * random.nextGaussian());
        }
        Waveform clean = new Waveform(noise, RATE_HZ);

        double few = correlation(noise, Mp3RoundTrip.apply(clean, 16_000).samples(), 0);
        double many = correlation(noise, Mp3RoundTrip.apply(clean, 64_000).samples(), 0);

        assertThat(few).isLessThan(many).isLessThan(0.99);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 575, 576, 577, 1152, 5000})
    void apply_anyLength_keepsIt(int length) {
        assertThat(Mp3RoundTrip.apply(glide(length), BITS_PER_SECOND).length()).isEqualTo(length);
    }

    @Test
    void apply_twice_hasTheSameBits() {
        assertThat(Mp3RoundTrip.apply(glide(9000), BITS_PER_SECOND).samples())
                .isEqualTo(Mp3RoundTrip.apply(glide(9000), BITS_PER_SECOND).samples());
    }

    @Test
    void apply_rateThatMp3DoesNotKnow_isRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Mp3RoundTrip.apply(new Waveform(new float[500], 17_000), 32_000));
    }
}
