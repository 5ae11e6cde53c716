package dev.undertone.feature;

import static org.assertj.core.api.Assertions.assertThat;

import be.tarsos.dsp.pitch.PitchDetectionResult;
import be.tarsos.dsp.pitch.Yin;
import dev.undertone.frame.Framer;
import dev.undertone.normalization.UtteranceNormalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Other definitions of pitch should mostly agree with ours: Praat's on speech, YIN on clean signals. */
class PitchSecondOpinionTest {

    private static final FeatureLayout LAYOUT = FeatureLayout.PAPER_36;
    private static final int PITCH = LAYOUT.column("pitch");
    private static final int HARMONIC_RATIO = LAYOUT.column("harmonic_ratio");

    private static FeatureMatrix gated(OracleSignal signal) {
        return UtteranceNormalizer.gate(new FeatureExtractor(LAYOUT).extract(signal.waveform()));
    }

    /**
     * Praat interpolates a path through candidates, ours looks at one frame: they part at onsets and in creaky voice.
     * The shares are those that the definition was accepted with.
     */
    @Test
    void pitch_ofSpeech_agreesWithPraat() {
        OracleTable praat = OracleTable.of("praat", OracleSignal.SPEECH_EN_M);
        FeatureMatrix ours = gated(OracleSignal.SPEECH_EN_M);
        assertThat(ours.frames()).isEqualTo(praat.frames());
        int voicedByPraat = 0;
        int voicedByBoth = 0;
        int within20Percent = 0;
        int within3Percent = 0;
        for (int t = 0; t < ours.frames(); t++) {
            double reference = praat.value(t, "f0_praat_ac");
            double pitch = ours.value(t, PITCH);
            if (reference > 0) {
                voicedByPraat++;
                double error = Math.abs(pitch - reference) / reference;
                voicedByBoth += pitch > 0 ? 1 : 0;
                within20Percent += pitch > 0 && error <= 0.20 ? 1 : 0;
                within3Percent += pitch > 0 && error <= 0.03 ? 1 : 0;
            }
        }
        assertThat(voicedByPraat).isGreaterThan(100);
        assertThat((double) voicedByBoth / voicedByPraat).isGreaterThanOrEqualTo(0.94);
        assertThat((double) within20Percent / voicedByBoth).isGreaterThanOrEqualTo(0.96);
        assertThat((double) within3Percent / voicedByBoth).isGreaterThanOrEqualTo(0.90);
    }

    /** Frames at the ends, which see zeros beyond the audio, and the onsets of STEP are not clean. */
    @ParameterizedTest
    @EnumSource(names = {"SINE440", "PULSES120", "STEP"})
    void pitch_ofCleanSignal_agreesWithYin(OracleSignal signal) {
        FeatureMatrix ours = gated(signal);
        Yin yin = new Yin(16_000, 640);
        int[] compared = {0};
        new Framer(LAYOUT.grid())
                .forEach(
                        signal.waveform(),
                        frame -> {
                            float[] samples = new float[640];
                            for (int n = 0; n < 640; n++) {
                                samples[n] = (float) frame.neighbourhood()[n];
                            }
                            PitchDetectionResult second = yin.getPitch(samples);
                            int t = frame.index();
                            boolean clean = ours.value(t, HARMONIC_RATIO) > 0.95;
                            if (clean && second.isPitched() && ours.value(t, PITCH) > 0) {
                                assertThat(second.getPitch() / ours.value(t, PITCH))
                                        .as("frame %d", t)
                                        .isBetween(0.98f, 1.02f);
                                compared[0]++;
                            }
                        });
        assertThat(compared[0]).isGreaterThan(60);
    }
}
