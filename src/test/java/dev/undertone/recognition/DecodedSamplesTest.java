package dev.undertone.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioLimits;
import dev.undertone.audio.ChannelMode;
import dev.undertone.audio.Waveform;
import dev.undertone.testing.OpenRecognizer;
import dev.undertone.testing.WavBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link EmotionRecognizer#judge} against {@link EmotionRecognizer#recognize}. */
class DecodedSamplesTest {

    private static final byte[] CLIP = WavBytes.pcm16(16_000, 1, WavBytes.buzz(2.43, 1));

    private static OpenRecognizer opened;
    private static EmotionRecognizer recognizer;

    @BeforeAll
    static void open(@TempDir Path folder) {
        opened = OpenRecognizer.fixture(folder, AdmissionLimits.DEFAULT);
        recognizer = opened.recognizer();
    }

    @AfterAll
    static void close() {
        opened.close();
    }

    private static Waveform decoded() throws IOException {
        return new AudioDecoder(AudioLimits.DEFAULT)
                .decode(new ByteArrayInputStream(CLIP), ChannelMode.MIX, 16_000)
                .channels()
                .get(0);
    }

    @Test
    void judge_decodedSamples_hasTheBitsOfTheFile() throws IOException {
        Judgement judgement = recognizer.judge(decoded(), RecognitionOptions.DEFAULT);

        Recognition ofFile =
                (Recognition)
                        recognizer.recognize(
                                "file", new ByteArrayInputStream(CLIP), RecognitionOptions.DEFAULT);
        assertThat(judgement.probabilities()).isEqualTo(ofFile.judgement().probabilities());
        assertThat(judgement.attention().weights())
                .isEqualTo(ofFile.judgement().attention().weights());
    }

    @Test
    void judge_secondsOfSilenceAround_areLeftOutOfTheJudgement() throws IOException {
        Judgement little = recognizer.judge(padded(1), RecognitionOptions.DEFAULT);
        Judgement much = recognizer.judge(padded(5), RecognitionOptions.DEFAULT);

        little.probabilities()
                .forEach(
                        (label, probability) ->
                                assertThat(much.probabilities().get(label))
                                        .as(label)
                                        .isCloseTo(probability, within(1e-5f)));
        float[] weights = much.attention().weights();
        double sum = 0;
        for (int t = 0; t < weights.length; t++) {
            sum += weights[t];
            if (t < 400 || t >= weights.length - 400) {
                assertThat(weights[t]).as("frame %d", t).isZero();
            }
        }
        assertThat(weights).hasSize((padded(5).length() - 400) / 160 + 1);
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    /** The clip with as much digital silence before as behind it. */
    private static Waveform padded(double seconds) throws IOException {
        float[] samples = decoded().samples();
        int silence = (int) (seconds * 16_000);
        float[] padded = new float[samples.length + 2 * silence];
        System.arraycopy(samples, 0, padded, silence, samples.length);
        return new Waveform(padded, 16_000);
    }

    /** A decoder would clip them, and the shape of the wave would change. */
    @Test
    void judge_samplesBeyondOne_areNotClipped() throws IOException {
        Waveform clip = decoded();
        float[] louder = clip.samples().clone();
        float[] clipped = clip.samples().clone();
        for (int n = 0; n < louder.length; n++) {
            louder[n] *= 8;
            clipped[n] = Math.max(-1, Math.min(1, 8 * clipped[n]));
        }
        Map<String, Float> probabilities = probabilities(louder);

        assertThat(clipped).isNotEqualTo(louder);
        assertThat(probabilities).isNotEqualTo(probabilities(clipped));
    }

    private static Map<String, Float> probabilities(float[] samples) throws IOException {
        return recognizer
                .judge(new Waveform(samples, 16_000), RecognitionOptions.DEFAULT)
                .probabilities();
    }

    @Test
    void judge_lessThanAFrame_isTooShort() {
        assertThatExceptionOfType(RecognitionException.class)
                .isThrownBy(
                        () ->
                                recognizer.judge(
                                        new Waveform(new float[399], 16_000),
                                        RecognitionOptions.DEFAULT))
                .extracting(RecognitionException::reason)
                .isEqualTo(Reason.AUDIO_TOO_SHORT);
    }

    @Test
    void judge_anotherRate_isTheProgrammersMistake() {
        assertThatExceptionOfType(RecognitionException.class)
                .isThrownBy(
                        () ->
                                recognizer.judge(
                                        new Waveform(new float[8000], 8_000),
                                        RecognitionOptions.DEFAULT))
                .withRootCauseInstanceOf(IllegalArgumentException.class);
    }
}
