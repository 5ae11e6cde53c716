package dev.undertone.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {

    private static final int TARGET_HZ = 16_000;

    /** Beyond the reach of the kernel's half, which is 25 outputs, or 50 where the input is at half the rate. */
    private static final int EDGE = 150;

    // 22,255 Hz (sound of the first Macintosh) and 191,999 Hz have more phases than the exact table
    // takes.
    @ParameterizedTest
    @ValueSource(
            ints = {8000, 11_025, 22_050, 22_255, 32_000, 44_100, 48_000, 96_000, 191_999, 192_000})
    void resample_tonesWithinTheBand_keepTheirLevelAndPhase(int sourceRateHz) {
        double band = 0.875 * Math.min(sourceRateHz, TARGET_HZ) / 2; // 7 kHz of 8
        for (double frequencyHz = 50; frequencyHz <= band; frequencyHz += band / 23) {
            float[] output = resampled(sourceRateHz, Samples.sine(frequencyHz, sourceRateHz));
            double[] tone = fit(output, frequencyHz);
            String at = "%.0f Hz at %d Hz".formatted(frequencyHz, sourceRateHz);
            assertThat(20 * Math.log10(tone[0] / 0.5)).as(at).isCloseTo(0, within(0.02));
            assertThat(tone[1]).as("phase in samples, " + at).isCloseTo(0, within(0.001));
            assertThat(20 * Math.log10(tone[2] / 0.5)).as("rest, " + at).isLessThan(-78);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {22_050, 22_255, 32_000, 44_100, 48_000, 96_000, 191_999, 192_000})
    void resample_tonesAboveTheBand_areEightyDecibelsDown(int sourceRateHz) {
        for (double frequencyHz = 9000; frequencyHz < sourceRateHz / 2.0; frequencyHz *= 1.05) {
            float[] output = resampled(sourceRateHz, Samples.sine(frequencyHz, sourceRateHz));
            assertThat(20 * Math.log10(rms(output) / rms(0.5)))
                    .as("%.0f Hz at %d Hz", frequencyHz, sourceRateHz)
                    .isLessThan(-78);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 11_025, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000})
    void resample_impulse_staysWhereItWas(int sourceRateHz) {
        float[] input = new float[sourceRateHz / 2];
        int position = sourceRateHz / 5;
        input[position] = 1;
        float[] output = resample(input, sourceRateHz);

        int peak = 0;
        for (int n = 0; n < output.length; n++) {
            peak = Math.abs(output[n]) > Math.abs(output[peak]) ? n : peak;
        }
        double expected = (double) position * TARGET_HZ / sourceRateHz;
        assertThat((double) peak).isCloseTo(expected, within(0.5));
    }

    @ParameterizedTest
    @CsvSource({
        "8000, 1", "8000, 7999", "44100, 1", "44100, 440", "44100, 441", "44100, 442",
                "44100, 10000",
        "48000, 2", "48000, 3", "48000, 4", "22255, 12345", "191999, 100000", "17600, 33333",
                "16000, 5"
    })
    void resample_length_isCeilOfRatio(int sourceRateHz, int length) {
        long expected = ((long) TARGET_HZ * length + sourceRateHz - 1) / sourceRateHz;
        assertThat(resample(new float[length], sourceRateHz)).hasSize((int) expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 11_025, 16_000, 22_255, 44_100, 48_000, 192_000})
    void push_anyChunking_givesTheSameBits(int sourceRateHz) {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            float[] input = noise(random, 1 + random.nextInt(20_000));
            float[] whole = resample(input, sourceRateHz);
            assertThat(inChunks(input, sourceRateHz, random)).as("seed %d", seed).isEqualTo(whole);
        }
    }

    @Test
    void resample_constant_staysConstantAwayFromTheEdges() {
        for (int sourceRateHz : new int[] {8000, 44_100, 22_255}) {
            float[] output = resampled(sourceRateHz, n -> 0.25);
            for (int n = EDGE; n < output.length - EDGE; n++) {
                assertThat(output[n]).isCloseTo(0.25f, within(1e-6f));
            }
        }
    }

    @Test
    void resample_silence_isExactlySilent() {
        assertThat(resample(new float[5000], 44_100)).containsOnly(0f);
    }

    @Test
    void resample_doubleGain_givesDoubleOutput() {
        float[] input = noise(new Random(3), 3000);
        float[] doubled = new float[input.length];
        for (int n = 0; n < input.length; n++) {
            doubled[n] = 2 * input[n];
        }
        float[] expected = resample(input, 44_100);
        for (int n = 0; n < expected.length; n++) {
            expected[n] *= 2;
        }
        assertThat(resample(doubled, 44_100)).isEqualTo(expected);
    }

    @Test
    void resample_sameRate_isTheSameWaveform() {
        Waveform waveform = new Waveform(new float[] {0.5f, -1}, TARGET_HZ);
        assertThat(Resampler.resample(waveform, TARGET_HZ)).isSameAs(waveform);
    }

    @Test
    void resample_nothing_isNothing() {
        assertThat(resample(new float[0], 44_100)).isEmpty();
    }

    @Test
    void new_rateOfZero_isRefused() {
        assertThatThrownBy(() -> new Resampler(0, TARGET_HZ))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Resampler(TARGET_HZ, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void push_afterFinish_isRefused() {
        Resampler resampler = new Resampler(44_100, TARGET_HZ);
        float[] output = new float[resampler.maxOutput(1)];
        resampler.finish(output, 0);
        assertThatThrownBy(() -> resampler.push(new float[1], 0, 1, output, 0))
                .isInstanceOf(IllegalStateException.class);
    }

    private static float[] resampled(int sourceRateHz, IntToDoubleFunction signal) {
        float[] input = new float[sourceRateHz / 10 + 4000];
        for (int n = 0; n < input.length; n++) {
            input[n] = (float) signal.applyAsDouble(n);
        }
        return resample(input, sourceRateHz);
    }

    private static float[] resample(float[] input, int sourceRateHz) {
        return Resampler.resample(new Waveform(input, sourceRateHz), TARGET_HZ).samples();
    }

    private static float[] inChunks(float[] input, int sourceRateHz, Random random) {
        Resampler resampler = new Resampler(sourceRateHz, TARGET_HZ);
        float[] output = new float[resampler.maxOutput(input.length)];
        int written = 0;
        for (int taken = 0; taken < input.length; ) {
            int chunk = Math.min(random.nextInt(6000), input.length - taken);
            written += resampler.push(input, taken, chunk, output, written);
            taken += chunk;
        }
        written += resampler.finish(output, written);
        return Arrays.copyOf(output, written);
    }

    private static float[] noise(Random random, int length) {
        float[] noise = new float[length];
        for (int n = 0; n < length; n++) {
            noise[n] = (float) random.nextGaussian() * 0.1f;
        }
        return noise;
    }

    /** Amplitude, delay in samples, and RMS of the rest times sqrt 2, of a sine fitted by least squares. */
    private static double[] fit(float[] output, double frequencyHz) {
        double w = 2 * Math.PI * frequencyHz / TARGET_HZ;
        double ss = 0;
        double cc = 0;
        double sc = 0;
        double ys = 0;
        double yc = 0;
        for (int n = EDGE; n < output.length - EDGE; n++) {
            double s = Math.sin(w * n);
            double c = Math.cos(w * n);
            ss += s * s;
            cc += c * c;
            sc += s * c;
            ys += output[n] * s;
            yc += output[n] * c;
        }
        double determinant = ss * cc - sc * sc;
        double a = (ys * cc - yc * sc) / determinant;
        double b = (yc * ss - ys * sc) / determinant;
        double rest = 0;
        for (int n = EDGE; n < output.length - EDGE; n++) {
            double difference = output[n] - a * Math.sin(w * n) - b * Math.cos(w * n);
            rest += difference * difference;
        }
        int count = output.length - 2 * EDGE;
        return new double[] {Math.hypot(a, b), -Math.atan2(b, a) / w, Math.sqrt(2 * rest / count)};
    }

    private static double rms(float[] output) {
        double sum = 0;
        for (int n = EDGE; n < output.length - EDGE; n++) {
            sum += (double) output[n] * output[n];
        }
        return Math.sqrt(sum / (output.length - 2 * EDGE));
    }

    private static double rms(double amplitude) {
        return amplitude / Math.sqrt(2);
    }
}
