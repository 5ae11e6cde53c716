package dev.undertone.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.audio.Waveform;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseFloorTest {

    private static final int ENERGY = FeatureLayout.PAPER_36.column("energy");

    /** What the bands add up to: 10^-3.3 + 10^-2.7 + 10^-3.5 + 10^-4.6 + 10^-4.5. */
    private static final double FLOOR_POWER = 2.869e-3;

    /** In dB: the energy is that of a frame minus its mean, which takes a part of what is below 40 Hz away. */
    private static final double WITHOUT_FRAME_MEANS = 0.5;

    private static FeatureMatrix plain(Waveform waveform) {
        return new FeatureExtractor(FeatureLayout.PAPER_36).extract(waveform);
    }

    private static FeatureMatrix floored(Waveform waveform) {
        return new FeatureExtractor(FeatureLayout.PAPER_36_FLOORED).extract(waveform);
    }

    @ParameterizedTest
    @ValueSource(strings = {"silence", "negative zero", "DC", "full-scale DC"})
    void raise_nothingHeardYet_addsNothing(String name) {
        Waveform waveform = Signals.difficult().get(name);
        assertThat(floored(waveform).values()).isEqualTo(plain(waveform).values());
    }

    @Test
    void raise_silenceBeforeTheFirstSound_staysSilence() {
        Waveform waveform = Signals.of(32_000, n -> n < 16_000 ? 0 : 0.5 * Signals.sine(200, n));
        int silent = 90 * FeatureLayout.PAPER_36.columns();
        assertThat(Arrays.copyOf(floored(waveform).values(), silent))
                .isEqualTo(Arrays.copyOf(plain(waveform).values(), silent));
    }

    /** A tone of power 1/8, then digital silence: what is heard there is the floor, this far below the tone. */
    @Test
    void raise_silenceAfterTheSound_isTheNoise() {
        Waveform waveform = Signals.of(96_000, n -> n < 16_000 ? 0.5 * Signals.sine(200, n) : 0);
        FeatureMatrix matrix = floored(waveform);
        double sum = 0;
        int frames = 0;
        for (int t = 110; t < matrix.frames(); t++) {
            sum += matrix.value(t, ENERGY);
            frames++;
        }
        double decibels = 10 * Math.log10(sum / frames / 0.125);
        assertThat(decibels).isCloseTo(10 * Math.log10(FLOOR_POWER), within(WITHOUT_FRAME_MEANS));
    }

    /** The noise follows the loudest tenth of a second: a click of one sample does not raise it as a tone does. */
    @Test
    void raise_click_countsForItsEnergyOnly() {
        Waveform waveform = Signals.of(48_000, n -> n == 8000 ? 1 : 0);
        FeatureMatrix matrix = floored(waveform);
        // the click is within the 400 samples of the frames 48, 49 and 50, three out of ten
        double level = 3.0 / 400 / 10;
        double sum = 0;
        for (int t = 100; t < matrix.frames(); t++) {
            sum += matrix.value(t, ENERGY) / (matrix.frames() - 100);
        }
        assertThat(10 * Math.log10(sum / level))
                .isCloseTo(10 * Math.log10(FLOOR_POWER), within(WITHOUT_FRAME_MEANS));
    }

    @ParameterizedTest
    @EnumSource(OracleSignal.class)
    void extract_floored_keepsTheLevelsOfTheRecordingItself(OracleSignal signal) {
        assertThat(floored(signal.waveform()).peaks()).isEqualTo(plain(signal.waveform()).peaks());
    }

    @Test
    void extract_gain_changesTheLevelAlone() {
        FeatureMatrix once = floored(OracleSignal.SPEECH_EN_M.waveform());
        FeatureMatrix half = floored(Signals.scaled(OracleSignal.SPEECH_EN_M.waveform(), 0.5));
        for (String name : FeatureLayout.PAPER_36.names()) {
            int column = FeatureLayout.PAPER_36.column(name);
            if (!name.equals("mfcc_0") && column != ENERGY) {
                for (int t = 0; t < once.frames(); t++) {
                    double value = once.value(t, column);
                    assertThat((double) half.value(t, column))
                            .as("%s of frame %d", name, t)
                            .isCloseTo(value, within(1e-4 * (1 + Math.abs(value))));
                }
            }
        }
    }

    /** The very point: recordings of the same speech with fainter and fainter pauses become ever more alike. */
    @Test
    void extract_speechOverFaintNoise_hardlyDependsOnHowFaint() {
        Waveform speech = OracleSignal.SPEECH_EN_M.waveform();
        Waveform studio = noisy(speech, 1e-5);
        Waveform booth = noisy(speech, 1e-4);
        int column = FeatureLayout.PAPER_36.column("mfcc_1");
        assertThat(distance(floored(studio), floored(booth), column))
                .isLessThan(0.05 * distance(plain(studio), plain(booth), column));
    }

    private static Waveform noisy(Waveform speech, double amplitude) {
        float[] noise = Signals.noise(speech.length(), amplitude, 3).samples();
        return Signals.of(speech.length(), n -> speech.samples()[n] + noise[n]);
    }

    private static double distance(FeatureMatrix one, FeatureMatrix other, int column) {
        double sum = 0;
        for (int t = 0; t < one.frames(); t++) {
            sum += Math.abs(one.value(t, column) - other.value(t, column));
        }
        return sum / one.frames();
    }
}
