package dev.undertone.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.audio.Waveform;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureExtractorTest {

    private static final FeatureLayout LAYOUT = FeatureLayout.PAPER_36;

    private final FeatureExtractor extractor = new FeatureExtractor(LAYOUT);

    private static float value(FeatureMatrix matrix, int frame, String column) {
        return matrix.value(frame, LAYOUT.column(column));
    }

    @Test
    void extract_silence_isTheLogFloorAndOtherwiseZero() {
        FeatureMatrix matrix = extractor.extract(Signals.of(4000, n -> 0));
        for (int t = 0; t < matrix.frames(); t++) {
            assertThat(matrix.value(t, 0))
                    .isCloseTo((float) (-10 * Math.log(10) * Math.sqrt(26)), within(1e-4f));
            for (int c = 1; c < 13; c++) {
                assertThat(matrix.value(t, c)).isCloseTo(0, within(1e-5f));
            }
            for (int c = 13; c < 36; c++) {
                assertThat(matrix.value(t, c)).as(LAYOUT.names().get(c)).isZero();
            }
        }
        assertThat(matrix.peaks()).containsOnly(0f);
    }

    @Test
    void extract_sineOf440_hasTheTextbookValues() {
        FeatureMatrix matrix = extractor.extract(Signals.of(8000, n -> 0.5 * Signals.sine(440, n)));
        // Frame 10 starts at sample 1600, a whole number of periods: 11 periods, 22 sign changes in
        // 399 steps.
        assertThat(value(matrix, 10, "zero_crossing_rate")).isCloseTo(22 / 399f, within(0.003f));
        assertThat(value(matrix, 10, "energy")).isCloseTo(0.125f, within(1e-5f));
        assertThat(value(matrix, 10, "energy_entropy"))
                .isCloseTo((float) (Math.log(10) / Math.log(2)), within(0.01f));
        assertThat(value(matrix, 10, "spectral_rolloff")).isCloseTo(440 / 8000f, within(0.006f));
        // Bins are 31 Hz apart, so the neighbours G sharp and A sharp get some.
        assertThat(value(matrix, 10, "chroma_a")).isGreaterThan(0.5f);
        // Not quite 0: a hop is no whole number of periods, and the leakage depends on the phase a
        // little.
        assertThat(value(matrix, 10, "spectral_flux")).isBetween(0f, 1e-3f);
        assertThat(value(matrix, 10, "pitch")).isCloseTo(440, within(0.05f));
        assertThat(value(matrix, 10, "harmonic_ratio")).isCloseTo(1, within(1e-3f));
        assertThat(matrix.peaks()[10]).isCloseTo(0.5f, within(1e-3f));
    }

    /** With noise of 1e-2 under it, so that neither the log floor nor eps is felt. */
    private static Waveform noisySpeech() {
        Waveform speech = OracleSignal.SPEECH_EN_M.waveform();
        float[] noise = Signals.noise(speech.length(), 0.01, 41).samples();
        return Signals.of(speech.length(), n -> speech.samples()[n] + noise[n]);
    }

    @Test
    void extract_doubleGain_changesEnergyAndLevelOnly() {
        Waveform speech = noisySpeech();
        FeatureMatrix once = extractor.extract(speech);
        FeatureMatrix twice = extractor.extract(Signals.scaled(speech, 2));
        for (int t = 0; t < once.frames(); t++) {
            assertThat(twice.peaks()[t]).isEqualTo(2 * once.peaks()[t]);
            for (int c = 0; c < 36; c++) {
                double expected = once.value(t, c);
                if (c == LAYOUT.column("energy")) {
                    expected *= 4;
                } else if (c == 0) {
                    // Each of 26 logarithms grows by ln 4.
                    expected += Math.log(4) * Math.sqrt(26);
                }
                assertThat((double) twice.value(t, c))
                        .as("%s of frame %d", LAYOUT.names().get(c), t)
                        .isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
            }
        }
    }

    @Test
    void extract_constantAdded_changesMfccAtMost() {
        Waveform noise = Signals.noise(4000, 0.25, 1);
        FeatureMatrix plain = extractor.extract(noise);
        FeatureMatrix lifted = extractor.extract(Signals.of(4000, n -> noise.samples()[n] + 0.25));
        // The first and last neighbourhoods see the edge of the audio, which is a step now.
        for (int t = 1; t < plain.frames() - 1; t++) {
            for (int c = 13; c < 36; c++) {
                assertThat(lifted.value(t, c))
                        .as("%s of frame %d", LAYOUT.names().get(c), t)
                        .isCloseTo(plain.value(t, c), within(1e-4f));
            }
        }
    }

    /** A cut at a whole hop gives the same frames, but for what looks beyond the frame itself. */
    @Test
    void extract_cutAtAHop_givesTheSameInnerFrames() {
        Waveform speech = OracleSignal.SPEECH_EN_M.waveform();
        FeatureMatrix whole = extractor.extract(speech);
        float[] cut = Arrays.copyOfRange(speech.samples(), 160 * 50, speech.length());
        FeatureMatrix part = extractor.extract(new Waveform(cut, 16_000));
        assertThat(part.frames()).isEqualTo(whole.frames() - 50);
        assertThat(value(part, 0, "spectral_flux")).isZero();
        for (int t = 1; t < part.frames(); t++) {
            for (int c = 0; c < 36; c++) {
                assertThat(part.value(t, c)).isEqualTo(whole.value(t + 50, c));
            }
        }
    }

    @Test
    void extract_399And400Samples_giveNoFrameAndOne() {
        assertThat(extractor.extract(Signals.noise(399, 1, 2)).frames()).isZero();
        FeatureMatrix one = extractor.extract(Signals.noise(400, 1, 2));
        assertThat(one.frames()).isEqualTo(1);
        assertThat(value(one, 0, "spectral_flux")).isZero();
        assertThat(value(one, 0, "energy")).isCloseTo(1 / 3f, within(0.05f));
    }

    @Test
    void extract_fullScaleSquare_hasEnergyOneAndItsPitch() {
        FeatureMatrix matrix =
                extractor.extract(Signals.of(4000, n -> n / 40 % 2 == 0 ? 32767 / 32768.0 : -1));
        assertThat(value(matrix, 5, "energy")).isCloseTo(1, within(1e-4f));
        assertThat(value(matrix, 5, "pitch")).isCloseTo(200, within(0.5f));
        assertThat(value(matrix, 5, "zero_crossing_rate")).isEqualTo(9 / 399f);
    }

    @Test
    void extract_otherRate_isRefused() {
        assertThatThrownBy(() -> extractor.extract(new Waveform(new float[400], 8000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 16000 Hz but got 8000");
    }

    @Test
    void construct_otherLayout_isRefused() {
        FeatureLayout other = new FeatureLayout("other", 2, 16_000, 400, 160, List.of("x"));
        assertThatThrownBy(() -> new FeatureExtractor(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected an implemented layout but got other version 2");
    }
}
