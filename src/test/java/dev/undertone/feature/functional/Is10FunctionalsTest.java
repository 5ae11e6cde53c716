package dev.undertone.feature.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.audio.Waveform;
import dev.undertone.feature.Signals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way from a waveform of known figures to its columns. */
class Is10FunctionalsTest {

    private final FunctionalExtractor extractor =
            FunctionalExtractor.of(FunctionalLayout.IS10_1582);

    /** 55 Hz has only two or three periods in 60 ms; 600 Hz is above the frame features' highest pitch. */
    @ParameterizedTest
    @ValueSource(doubles = {55, 97.3, 150, 220.5, 333, 480, 600})
    void extract_steadyVoice_hasItsPitchAndNoPerturbation(double frequencyHz) {
        UtteranceVector vector = extractor.extract(Voices.harmonic(frequencyHz, 24_000));
        assertColumn(vector, "F0final_sma__amean", frequencyHz, 0.003 * frequencyHz);
        assertColumn(vector, "F0final_sma__quartile2", frequencyHz, 0.001 * frequencyHz);
        assertColumn(vector, "F0finEnv_sma__quartile2", frequencyHz, 0.001 * frequencyHz);
        assertColumn(vector, "voicingFinalUnclipped_sma__quartile2", 1, 0.001);
        assertColumn(vector, "jitterLocal_sma__quartile2", 0, 0.002);
        assertColumn(vector, "jitterDDP_sma__quartile2", 0, 0.004);
        assertColumn(vector, "shimmerLocal_sma__quartile2", 0, 0.015);
        assertColumn(vector, "voicedOnsetsPerSecond", 1 / 1.5, 1e-6);
        assertColumn(vector, "durationSeconds", 1.5, 0);
    }

    /** Pulses at T - d and T + d: jitter 2 d / T and ddp twice that. For larger d their pitch would be that of 2 T. */
    @ParameterizedTest
    @CsvSource({"100, 1", "100, 1.5", "130, 1.5", "72, 0.5"})
    void extract_pulsesOfKnownJitter_giveIt(double distance, double deviation) {
        UtteranceVector vector = extractor.extract(Voices.pulses(distance, deviation, 0));
        double jitter = 2 * deviation / distance;
        assertColumn(vector, "F0final_sma__quartile2", 16_000 / distance, 0.03 * 16_000 / distance);
        assertColumn(vector, "jitterLocal_sma__quartile2", jitter, 0.05 * jitter);
        assertColumn(vector, "jitterDDP_sma__quartile2", 2 * jitter, 0.1 * jitter);
        assertThat(vector.value("shimmerLocal_sma__quartile2")).isLessThan(0.02f);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.05, 0.1})
    void extract_pulsesOfKnownShimmer_giveIt(double deviation) {
        UtteranceVector vector = extractor.extract(Voices.pulses(100, 0, deviation));
        assertColumn(vector, "shimmerLocal_sma__quartile2", 2 * deviation, 0.1 * deviation);
        assertThat(vector.value("jitterLocal_sma__quartile2")).isLessThan(0.001f);
    }

    /** Three bursts in 2.1 s. Between them F0finEnv is held; F0final counts voiced frames only. */
    @Test
    void extract_threeBursts_haveThreeOnsets() {
        UtteranceVector vector = extractor.extract(Voices.bursts(3));
        assertColumn(vector, "durationSeconds", 2.1, 1e-6);
        assertColumn(vector, "voicedOnsetsPerSecond", 3 / 2.1, 1e-6);
        assertColumn(vector, "F0final_sma__amean", 200, 2);
        assertColumn(vector, "F0finEnv_sma__quartile3", 200, 0.5);
        assertThat(vector.value("F0finEnv_sma__maxPos")).isGreaterThan(0.1f);
        assertThat(vector.value("F0final_sma__percentile99.0")).isLessThan(250f);
    }

    /** A sine at -40 dB for a second and at -6 dB for another: loudness is that of each intensity, and its step in between. */
    @Test
    void extract_loudSecondHalf_hasItsLoudnessThere() {
        Waveform waveform =
                Signals.of(32_000, n -> (n < 16_000 ? 0.01 : 0.5) * Signals.sine(1000, n));
        UtteranceVector vector = extractor.extract(waveform);
        double quiet = Math.pow(0.01 * 0.01 / 2 / 1e-6, 0.3);
        double loud = Math.pow(0.5 * 0.5 / 2 / 1e-6, 0.3);
        assertColumn(vector, "pcm_loudness_sma__quartile1", quiet, 0.001 * quiet);
        assertColumn(vector, "pcm_loudness_sma__quartile3", loud, 0.001 * loud);
        assertColumn(vector, "pcm_loudness_sma__upleveltime90", 0.5, 0.02);
        assertColumn(vector, "pcm_loudness_sma_de__maxPos", 0.5, 0.02);
        assertThat(vector.value("pcm_loudness_sma__linregc1")).isPositive();
    }

    /** 8 triangles over 20 to 6500 Hz, 288.3 mel apart from 31.7 on: the top of number 2 is 896.7 mel, 851 Hz. */
    @Test
    void extract_sine_isStrongestInItsBand() {
        UtteranceVector vector =
                extractor.extract(Signals.of(16_000, n -> 0.3 * Signals.sine(851, n)));
        double inBand = vector.value("logMelFreqBand[2]_sma__amean");
        for (int band = 0; band < 8; band++) {
            if (band != 2) {
                assertThat((double) vector.value("logMelFreqBand[" + band + "]_sma__amean"))
                        .isLessThan(inBand - 2);
            }
        }
    }

    /** A gain of 2 adds ln 4 to every log band, scales loudness by 4^0.3 and leaves pitch, lines and jitter. */
    @Test
    void extract_twiceTheGain_movesWhatItShould() {
        Waveform waveform = Voices.harmonic(140, 16_000);
        UtteranceVector before = extractor.extract(waveform);
        UtteranceVector after = extractor.extract(Signals.scaled(waveform, 2));
        double loudness = before.value("pcm_loudness_sma__amean");
        assertColumn(after, "pcm_loudness_sma__amean", loudness * Math.pow(4, 0.3), 1e-4);
        double band = before.value("logMelFreqBand[3]_sma__amean");
        assertColumn(after, "logMelFreqBand[3]_sma__amean", band + Math.log(4), 1e-5);
        for (String same :
                new String[] {
                    "F0final_sma__amean", "lspFreq[4]_sma__amean", "jitterLocal_sma__amean",
                    "shimmerLocal_sma__stddev", "mfcc[3]_sma__amean", "F0finEnv_sma__amean"
                }) {
            double value = before.value(same);
            assertColumn(after, same, value, 1e-5 * (1 + Math.abs(value)));
        }
    }

    /** Below a frame there is nothing to sum up but the duration. */
    @Test
    void extract_shorterThanAFrame_hasOnlyItsDuration() {
        UtteranceVector vector = extractor.extract(Signals.noise(399, 0.5, 8));
        for (int i = 0; i < 1581; i++) {
            assertThat(vector.values()[i]).isZero();
        }
        assertColumn(vector, "durationSeconds", 399 / 16_000.0, 1e-9);
    }

    @Test
    void extract_otherRate_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> extractor.extract(new Waveform(new float[8000], 8000)))
                .withMessage("expected 16000 Hz but got 8000");
    }

    private static void assertColumn(
            UtteranceVector vector, String column, double expected, double tolerance) {
        assertThat((double) vector.value(column))
                .as(column)
                .isCloseTo(expected, within(tolerance + 1e-7 * Math.abs(expected)));
    }
}
