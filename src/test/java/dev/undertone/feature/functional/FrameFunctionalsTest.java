package dev.undertone.feature.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.audio.Waveform;
import dev.undertone.feature.FeatureExtractor;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.feature.Signals;
import dev.undertone.normalization.UtteranceNormalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameFunctionalsTest {

    private static final FeatureLayout FRAMES = FeatureLayout.PAPER_36;
    private static final double GAIN_TOLERANCE = 1e-4;

    private final FrameFunctionals functionals = new FrameFunctionals();

    @Test
    void extract_features_areThoseOfTheWaveformGatedOrNot() {
        Waveform waveform = Signals.difficult().get("quiet speech");
        FeatureMatrix raw = new FeatureExtractor(FRAMES).extract(waveform);
        float[] values = functionals.extract(waveform).values();
        assertThat(functionals.extract(raw).values()).isEqualTo(values);
        assertThat(functionals.extract(UtteranceNormalizer.gate(raw)).values()).isEqualTo(values);
    }

    /** Noise is active throughout: a column is the functional of a feature's column, taken by sorting here. */
    @Test
    void extract_activeThroughout_isTheStatisticOfTheColumn() {
        Waveform waveform = Signals.noise(16_240, 0.5, 9);
        FeatureMatrix raw = new FeatureExtractor(FRAMES).extract(waveform);
        UtteranceVector vector = functionals.extract(raw);
        assertThat(raw.frames()).isEqualTo(100);
        for (String feature :
                List.of("mfcc_5", "spectral_centroid", "chroma_e", "harmonic_ratio")) {
            double[] column = new double[100];
            for (int t = 0; t < 100; t++) {
                column[t] = raw.value(t, FRAMES.column(feature));
            }
            assertColumn(
                    vector, feature + "__amean", Arrays.stream(column).average().orElseThrow());
            Arrays.sort(column);
            assertColumn(vector, feature + "__quartile2", (column[49] + column[50]) / 2);
            assertColumn(
                    vector,
                    feature + "__percentile1.0",
                    column[0] + 0.99 * (column[1] - column[0]));
        }
        assertColumn(vector, "activeSeconds", 1);
    }

    /** By hand on three frames of energies e, e, 4 e: E = 2 e, and mfcc_0 is taken against the same. */
    @Test
    void extract_knownEnergies_areRelativeToTheirMean() {
        float[] values = new float[3 * 36];
        float[] energies = {0.01f, 0.01f, 0.04f};
        for (int t = 0; t < 3; t++) {
            values[t * 36 + FRAMES.column("energy")] = energies[t];
            values[t * 36 + FRAMES.column("mfcc_0")] = 5;
            values[t * 36 + FRAMES.column("pitch")] = t == 1 ? 0 : 100 + 50 * t;
        }
        UtteranceVector vector =
                functionals.extract(new FeatureMatrix(FRAMES, values, new float[] {1, 1, 1}));
        assertColumn(vector, "relative_log_energy__quartile2", Math.log(0.5));
        assertColumn(vector, "relative_log_energy__amean", (2 * Math.log(0.5) + Math.log(2)) / 3);
        assertColumn(vector, "relative_mfcc_0__amean", 5 - Math.sqrt(26) * Math.log(0.02));
        assertColumn(vector, "pitch__amean", 150);
        assertColumn(vector, "pitch_de__stddev", 0);
        assertColumn(vector, "voicedShare", 2 / 3.0);
        assertColumn(vector, "voicedOnsetsPerSecond", 2 / 0.03);
        assertColumn(vector, "activeSeconds", 0.03);
    }

    /** Frames below 3 % of the loudest do not count, whatever they hold. */
    @Test
    void extract_quietFrames_doNotCount() {
        Random random = new Random(10);
        float[] values = new float[10 * 36];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 + random.nextFloat();
        }
        float[] peaks = {0.02f, 1, 1, 1, 0.02f, 0.02f, 1, 1, 0.02f, 0.02f};
        float[] expected =
                functionals.extract(new FeatureMatrix(FRAMES, values.clone(), peaks)).values();
        for (int t = 0; t < 10; t++) {
            if (peaks[t] < 0.03) {
                Arrays.fill(values, t * 36, (t + 1) * 36, 1000 + t);
            }
        }
        assertThat(functionals.extract(new FeatureMatrix(FRAMES, values, peaks)).values())
                .isEqualTo(expected);
    }

    @Test
    void extract_steadyVoice_hasItsPitch() {
        UtteranceVector vector = functionals.extract(Voices.harmonic(170, 16_000));
        assertThat((double) vector.value("pitch__quartile2")).isCloseTo(170, within(0.2));
        assertColumn(vector, "voicedShare", 1);
        assertThat((double) vector.value("pitch_de__quartile2")).isCloseTo(0, within(0.01));
    }

    /** Gaps of 0.3 s leave the gated frames between bursts; an onset each. */
    @Test
    void extract_bursts_countsVoicedRunsOfActiveTime() {
        UtteranceVector vector = functionals.extract(Voices.bursts(3));
        double seconds = vector.value("activeSeconds");
        assertThat(seconds).isBetween(0.9, 1.1);
        assertColumn(vector, "voicedOnsetsPerSecond", 3 / seconds);
    }

    /** Whole hops of silence around silence: the frames that count are the same ones. */
    @Test
    void extract_silenceAround_changesNothing() {
        Waveform waveform = Voices.padded(Voices.bursts(2), 4800, 4800);
        float[] expected = functionals.extract(waveform).values();
        Waveform padded = Voices.padded(waveform, 500 * 160, 500 * 160);
        assertThat(functionals.extract(padded).values()).isEqualTo(expected);
    }

    /**
     * No column moves by more than 1e-4 (1 + |v|) from -20 to 17 dB. Samples and spectra are rounded to single precision:
     * 5e-5 were seen where that changes one sign of one frame's zero crossings, and 4e-6 elsewhere.
     */
    @ParameterizedTest
    @ValueSource(doubles = {-20, -10, -3, 10, 17})
    void extract_anyGain_isTheSame(double decibels) {
        for (Map.Entry<String, Waveform> signal : speechLike().entrySet()) {
            float[] expected = functionals.extract(signal.getValue()).values();
            Waveform scaled = Signals.scaled(signal.getValue(), Math.pow(10, decibels / 20));
            float[] actual = functionals.extract(scaled).values();
            List<String> names = functionals.layout().columnNames();
            for (int i = 0; i < actual.length; i++) {
                assertThat((double) actual[i])
                        .as("%s of %s", names.get(i), signal.getKey())
                        .isCloseTo(
                                expected[i], within(GAIN_TOLERANCE * (1 + Math.abs(expected[i]))));
            }
        }
    }

    private static Map<String, Waveform> speechLike() {
        Waveform quiet = Signals.difficult().get("quiet speech");
        return Map.of(
                "speech", Signals.scaled(quiet, 1000),
                "speech in silence", Voices.padded(Signals.scaled(quiet, 1000), 16_000, 16_000),
                "noise", Signals.noise(16_000, 0.3, 11),
                "bursts", Voices.bursts(3));
    }

    @Test
    void extract_silence_isAllZero() {
        assertThat(functionals.extract(Signals.of(16_000, n -> 0)).values()).containsOnly(0);
        assertThat(functionals.extract(Signals.of(100, n -> 1)).values()).containsOnly(0);
    }

    /** The neighbourhood of the only frame has a click, the frame itself has nothing. */
    @Test
    void extract_frameWithoutEnergy_doesNotCount() {
        Waveform click = Signals.of(559, n -> n == 450 ? 1 : 0);
        assertThat(functionals.extract(click).values()).containsOnly(0);
    }

    @Test
    void extract_otherLayout_isRefused() {
        FeatureLayout other = new FeatureLayout("other", 3, 16_000, 400, 160, FRAMES.names());
        FeatureMatrix matrix = new FeatureMatrix(other, new float[36], new float[1]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> functionals.extract(matrix))
                .withMessage("expected frames of paper-36 version 1 but got other version 3");
    }

    private static void assertColumn(UtteranceVector vector, String column, double expected) {
        assertThat((double) vector.value(column))
                .as(column)
                .isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
    }
}
