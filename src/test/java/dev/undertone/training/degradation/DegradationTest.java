package dev.undertone.training.degradation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.audio.Waveform;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DegradationTest {

    private static final int RATE_HZ = 16_000;
    private static final long SEED = 42;

    /** What the bands of PauseNoise add up to: 10^-3.3 + 10^-2.7 + 10^-3.5 + 10^-4.6 + 10^-4.5. */
    private static final double PAUSE_POWER = 2.869e-3;

    private static Waveform tone(double hertz, double level, double seconds) {
        float[] samples = new float[(int) (seconds * RATE_HZ)];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) (level * Math.sin(2 * Math.PI * hertz * n / RATE_HZ));
        }
        return new Waveform(samples, RATE_HZ);
    }

    private static Waveform noise(long seed, int length) {
        Random random = new Random(seed);
        float[] samples = new float[length];
        for (int n = 0; n < length; n++) {
            samples[n] = (float) (0.05 * random.nextGaussian());
        }
        return new Waveform(samples, RATE_HZ);
    }

    private static List<Waveform> talkers() {
        return IntStream.range(0, 6).mapToObj(i -> noise(100 + i, 3000 + 700 * i)).toList();
    }

    /** Mean power from a sample on, in dB. */
    private static double level(Waveform waveform, int from, int to) {
        double energy = 0;
        for (int n = from; n < to; n++) {
            energy += (double) waveform.samples()[n] * waveform.samples()[n];
        }
        return 10 * Math.log10(energy / (to - from));
    }

    private static double level(Waveform waveform) {
        return level(waveform, 0, waveform.length());
    }

    private static Waveform difference(Waveform one, Waveform other) {
        float[] samples = new float[one.length()];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = one.samples()[n] - other.samples()[n];
        }
        return new Waveform(samples, RATE_HZ);
    }

    static Stream<Degradation> all() {
        return Stream.of(
                new Gain(10),
                new RecordedGain(20),
                new SurroundingSilence(0.5, 0.25),
                new WhiteNoise(5),
                new ColoredNoise(5, 1),
                AcousticCondition.TELEPHONE,
                AcousticCondition.NOISE,
                AcousticCondition.ROOM,
                AcousticCondition.SUPPRESSED,
                AcousticCondition.ROOM_TONE,
                new Babble(5, talkers()),
                new Reverberation(0.5),
                new TelephoneLine(),
                new NoiseSuppression(2, -20),
                new RoomTone(0),
                new Mp3(32_000));
    }

    /** What holds for every degradation. */
    @ParameterizedTest
    @MethodSource("all")
    void degrade_contract_isRepeatableFiniteAndLeavesTheCleanOneAlone(Degradation degradation) {
        Waveform clean = noise(1, 8001);
        float[] before = clean.samples().clone();

        Waveform degraded = degradation.degrade(clean, SEED);

        assertThat(clean.samples()).isEqualTo(before);
        assertThat(degraded.sampleRateHz()).isEqualTo(RATE_HZ);
        assertThat(degraded.length()).isGreaterThanOrEqualTo(clean.length());
        assertThat(degraded.samples()).isNotEqualTo(before);
        for (float sample : degraded.samples()) {
            assertThat(Float.isFinite(sample)).isTrue();
        }
        assertThat(degradation.degrade(clean, SEED).samples()).isEqualTo(degraded.samples());
    }

    @ParameterizedTest
    @MethodSource("all")
    void degrade_silence_staysFinite(Degradation degradation) {
        for (float sample :
                degradation.degrade(new Waveform(new float[2000], RATE_HZ), SEED).samples()) {
            // LAME may leave a trace of dither
            assertThat(sample).isCloseTo(0, within(1e-3f));
        }
    }

    @Test
    void gain_plusTen_goesBeyondOne() {
        Waveform louder = new Gain(10).degrade(tone(440, 0.9, 0.1), SEED);

        assertThat(level(louder) - level(tone(440, 0.9, 0.1))).isCloseTo(10, within(1e-5));
        assertThat(max(louder)).isGreaterThan(2.8f);
    }

    private static float max(Waveform waveform) {
        float max = 0;
        for (float sample : waveform.samples()) {
            max = Math.max(max, Math.abs(sample));
        }
        return max;
    }

    @Test
    void recordedGain_knownSamples_clipsAndRounds() {
        Waveform clean = new Waveform(new float[] {0.05f, 0.5f, -0.5f, 1e-5f}, RATE_HZ);

        assertThat(new RecordedGain(20).degrade(clean, SEED).samples())
                .containsExactly(16384 / 32768f, 32767 / 32768f, -1f, 3 / 32768f);
        assertThat(new RecordedGain(-20).degrade(clean, SEED).samples())
                .containsExactly(164 / 32768f, 1638 / 32768f, -1638 / 32768f, 0f);
    }

    @Test
    void surroundingSilence_isExactAndTheRestStays() {
        Waveform padded =
                new SurroundingSilence(0.001, 0.0005)
                        .degrade(new Waveform(new float[] {.1f, .2f}, RATE_HZ), SEED);

        assertThat(padded.length()).isEqualTo(16 + 2 + 8);
        assertThat(padded.samples()[15]).isZero();
        assertThat(padded.samples()[16]).isEqualTo(.1f);
        assertThat(padded.samples()[17]).isEqualTo(.2f);
        assertThat(padded.samples()[18]).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 10, 5, -3})
    void noises_ratio_isExact(double ratio) {
        Waveform clean = tone(300, 0.4, 1);

        for (Degradation noise :
                List.of(
                        new WhiteNoise(ratio),
                        new ColoredNoise(ratio, 1.5),
                        new Babble(ratio, talkers()))) {
            Waveform added = difference(noise.degrade(clean, SEED), clean);
            assertThat(level(clean) - level(added)).isCloseTo(ratio, within(1e-3));
        }
    }

    @Test
    void whiteNoise_isWhiteAndSeeded() {
        Waveform clean = tone(300, 0.4, 2);
        Waveform added = difference(new WhiteNoise(0).degrade(clean, SEED), clean);
        float[] v = added.samples();
        double neighbours = 0;
        double energy = 0;
        for (int n = 1; n < v.length; n++) {
            neighbours += (double) v[n] * v[n - 1];
            energy += (double) v[n] * v[n];
        }

        // standard error 1 / sqrt(32,000) = 0.0056; four of them
        assertThat(neighbours / energy).isCloseTo(0, within(0.023));
        assertThat(new WhiteNoise(0).degrade(clean, SEED + 1).samples())
                .isNotEqualTo(new WhiteNoise(0).degrade(clean, SEED).samples());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 2})
    void coloredNoise_power_fallsWithFrequencyByItsExponent(double exponent) {
        Waveform clean = tone(300, 0.4, 8);
        Waveform added = difference(new ColoredNoise(0, exponent).degrade(clean, SEED), clean);

        // far below half the sampling rate, where the filter follows the power law
        double octaves = 5;
        double fall = density(added, 50) - density(added, 50 * Math.pow(2, octaves));
        assertThat(fall).isCloseTo(octaves * exponent * 10 * Math.log10(2), within(1.5));
    }

    /** Mean power density in dB over 40 frequencies from 0.8 to 1.2 times the one that is asked for. */
    private static double density(Waveform waveform, double hertz) {
        double sum = 0;
        for (int i = 0; i < 40; i++) {
            sum += Math.pow(amplitude(waveform, hertz * (0.8 + 0.01 * i)), 2);
        }
        return 10 * Math.log10(sum);
    }

    /** Noise that fades in while its filter fills would be some 13 dB softer in these first samples. */
    @Test
    void coloredNoise_fromItsFirstSample_isAsLoudAsLater() {
        Waveform clean = tone(300, 0.4, 0.5);
        double beginning = 0;
        double end = 0;
        for (int seed = 0; seed < 60; seed++) {
            float[] noise =
                    difference(new ColoredNoise(0, 2).degrade(clean, seed), clean).samples();
            for (int n = 0; n < 160; n++) {
                beginning += (double) noise[n] * noise[n];
                end += (double) noise[noise.length - 1 - n] * noise[noise.length - 1 - n];
            }
        }

        assertThat(10 * Math.log10(beginning / end)).isCloseTo(0, within(4.0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 2.1, Double.NaN})
    void coloredNoise_exponentOfNoColour_isRefused(double exponent) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ColoredNoise(0, exponent));
    }

    @Test
    void babble_oneLoudTalker_countsAsTheOthers() {
        Waveform clean = tone(300, 0.4, 1);
        Waveform quiet = tone(1000, 0.001, 1);
        Waveform loud = tone(2000, 0.9, 1);

        Waveform added =
                difference(new Babble(0, List.of(quiet, loud)).degrade(clean, SEED), clean);

        assertThat(amplitude(added, 1000) / amplitude(added, 2000)).isCloseTo(1, within(0.01));
    }

    @Test
    void babble_talkerOfAnotherRate_isRefused() {
        Babble babble = new Babble(0, List.of(new Waveform(new float[10], 8000)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> babble.degrade(tone(300, 0.4, 0.1), SEED))
                .withMessage("expected talkers at 16000 Hz but got 8000 Hz");
    }

    /** Of a tone in a waveform, away from its ends. */
    private static double amplitude(Waveform waveform, double hertz) {
        double re = 0;
        double im = 0;
        int from = 1600;
        int to = waveform.length() - 1600;
        for (int n = from; n < to; n++) {
            re += waveform.samples()[n] * Math.cos(2 * Math.PI * hertz * n / RATE_HZ);
            im += waveform.samples()[n] * Math.sin(2 * Math.PI * hertz * n / RATE_HZ);
        }
        return 2 * Math.hypot(re, im) / (to - from);
    }

    @Test
    void reverberation_impulse_isTheDecayingResponse() {
        float[] impulse = new float[RATE_HZ];
        impulse[100] = 1;

        Waveform room = new Reverberation(0.5).degrade(new Waveform(impulse, RATE_HZ), SEED);

        double[] response = new Reverberation(0.5).response(RATE_HZ, SEED);
        double energy = 0;
        for (double h : response) {
            energy += h * h;
        }
        assertThat(response).hasSize(8000);
        assertThat(energy).isCloseTo(1, within(1e-12));
        assertThat(room.samples()[99]).isCloseTo(0, within(1e-7f));
        for (int n = 0; n < response.length; n++) {
            assertThat(room.samples()[100 + n]).isCloseTo((float) response[n], within(1e-6f));
        }
        // 60 dB in 0.5 s: 24 dB from one fifth to the next but one
        assertThat(level(room, 100, 1700) - level(room, 3300, 4900)).isCloseTo(24, within(1.5));
    }

    @Test
    void convolution_randomSamples_isThatOfTheDefinition() {
        Waveform x = noise(5, 300);
        double[] h = new Random(6).doubles(41, -1, 1).toArray();

        float[] y = Convolution.apply(x.samples(), h, 20);

        for (int n = 0; n < y.length; n++) {
            double sum = 0;
            for (int m = 0; m < h.length; m++) {
                int at = n + 20 - m;
                sum += at >= 0 && at < x.length() ? h[m] * x.samples()[at] : 0;
            }
            assertThat(y[n]).isCloseTo((float) sum, within(1e-6f));
        }
    }

    @Test
    void noiseSuppression_nothingTakenAway_isTheRecording() {
        Waveform clean = noise(7, 5000);
        float[] heard = new NoiseSuppression(0, -20).degrade(clean, SEED).samples();
        for (int n = 0; n < heard.length; n++) {
            assertThat(heard[n]).isCloseTo(clean.samples()[n], within(1e-6f));
        }
    }

    @Test
    void noiseSuppression_pauseBesideATone_isSofterByTheFloorAndTheToneStays() {
        Waveform tone = tone(1000, 0.3, 2);
        float[] samples = tone.samples().clone();
        Arrays.fill(samples, RATE_HZ, samples.length, 0);
        Waveform noisy = new WhiteNoise(30).degrade(new Waveform(samples, RATE_HZ), SEED);

        // so often that nothing of the noise is left but the floor
        Waveform heard = new NoiseSuppression(100, -20).degrade(noisy, SEED);

        int pause = RATE_HZ + 1600;
        int end = samples.length - 1600;
        assertThat(level(heard, 1600, RATE_HZ - 1600) - level(tone, 1600, RATE_HZ - 1600))
                .isCloseTo(0, within(0.2));
        assertThat(level(heard, pause, end) - level(noisy, pause, end)).isCloseTo(-20, within(0.5));
    }

    /** A tone of power 1/8 in digital silence: what is heard around it is the noise, this far below the tone. */
    @ParameterizedTest
    @ValueSource(doubles = {-15, 0, 10})
    void roomTone_pauses_haveItsLevelBelowTheLoudestTenthOfASecond(double decibels) {
        Waveform clean = new SurroundingSilence(2, 2).degrade(tone(200, 0.5, 1), SEED);
        Waveform heard = new RoomTone(decibels).degrade(clean, SEED);
        double below = level(heard, 0, 2 * RATE_HZ) - 10 * Math.log10(0.125);
        // two of four seconds of one period: its power is known to a few percent
        assertThat(below).isCloseTo(10 * Math.log10(PAUSE_POWER) + decibels, within(0.3));
    }

    @Test
    void roomTone_otherSeed_isOtherNoiseOfTheSameLevel() {
        Waveform clean = tone(200, 0.5, 4);
        Waveform one = difference(new RoomTone(0).degrade(clean, SEED), clean);
        Waveform other = difference(new RoomTone(0).degrade(clean, SEED + 1), clean);
        assertThat(level(difference(one, other))).isCloseTo(level(one) + 3, within(0.3));
        assertThat(level(other)).isCloseTo(level(one), within(0.1));
    }

    @Test
    void telephoneLine_tones_passOnlyInTheBandAndStayInTime() {
        for (double hertz : new double[] {500, 1000, 2000, 3000}) {
            Waveform clean = tone(hertz, 0.5, 1);
            Waveform line = new TelephoneLine().degrade(clean, SEED);
            assertThat(amplitude(line, hertz)).as("%s Hz", hertz).isCloseTo(0.5, within(0.02));
            assertThat(level(clean) - level(difference(line, clean), 1600, 14_400))
                    .as("signal to quantisation noise at %s Hz", hertz)
                    .isGreaterThan(30);
        }
        for (double hertz : new double[] {50, 100, 3700, 5000, 7000}) {
            Waveform line = new TelephoneLine().degrade(tone(hertz, 0.5, 1), SEED);
            assertThat(amplitude(line, hertz)).as("%s Hz", hertz).isLessThan(0.01);
        }
    }
}
