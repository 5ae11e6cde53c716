package dev.undertone.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.testing.OpenRecognizer;
import dev.undertone.testing.WavBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The default model on signals that no microphone gives, and on many callers at once. */
class ExtremeAudioTest {

    private static final int CALLERS = 8;

    private static OpenRecognizer opened;
    private static EmotionRecognizer recognizer;

    @BeforeAll
    static void open() {
        opened = OpenRecognizer.embedded(new AdmissionLimits(2, CALLERS, Duration.ofMinutes(2)));
        recognizer = opened.recognizer();
    }

    @AfterAll
    static void close() {
        opened.close();
    }

    private static Judgement judge(byte[] wav) throws IOException {
        Answer answer =
                recognizer.recognize(
                        "id", new ByteArrayInputStream(wav), RecognitionOptions.DEFAULT);
        return ((Recognition) answer).judgement();
    }

    private static IntToDoubleFunction signal(String name) {
        Random random = new Random(1);
        return switch (name) {
            case "offset" -> n -> 0.5;
            case "full-scale square" -> n -> n / 50 % 2 == 0 ? 1 : -1;
            case "square at the Nyquist rate" -> n -> n % 2 == 0 ? 1 : -1;
            case "noise of one bit" -> n -> (random.nextInt(3) - 1) / 32_768.0;
            case "full-scale noise" -> n -> 2 * random.nextDouble() - 1;
            case "impulse" -> n -> n == 16_000 ? 1 : 0;
            case "step" -> n -> n < 16_000 ? -1 : 1;
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "offset",
        "full-scale square",
        "square at the Nyquist rate",
        "noise of one bit",
        "full-scale noise",
        "impulse",
        "step"
    })
    void recognize_signalOfNoMicrophone_hasProbabilitiesAndWeights(String name) throws IOException {
        IntToDoubleFunction signal = signal(name);
        float[] samples = new float[32_000];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) signal.applyAsDouble(n);
        }

        Judgement judgement = judge(WavBytes.pcm16(16_000, 1, samples));

        double sum = 0;
        for (float probability : judgement.probabilities().values()) {
            assertThat(probability).isBetween(0f, 1f);
            sum += probability;
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
        float[] weights = judgement.attention().weights();
        double total = 0;
        for (float weight : weights) {
            assertThat(weight).isBetween(0f, 1f);
            total += weight;
        }
        assertThat(total).isCloseTo(1, within(1e-4));
    }

    /** A thousand requests by eight callers for four clips: each gets the very numbers that its clip had alone. */
    @Test
    void recognize_manyCallersAtOnce_eachGetsTheAnswerOfItsClip() throws Exception {
        List<byte[]> clips = new ArrayList<>();
        List<Map<String, Float>> alone = new ArrayList<>();
        for (int clip = 0; clip < 4; clip++) {
            clips.add(WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.3 + 0.2 * clip, clip)));
            alone.add(judge(clips.get(clip)).probabilities());
        }
        assertThat(alone).doesNotHaveDuplicates();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<Map<String, Float>>> answers = new ArrayList<>();
            for (int request = 0; request < 1000; request++) {
                byte[] clip = clips.get(request % 4);
                answers.add(callers.submit(() -> judge(clip).probabilities()));
            }
            for (int request = 0; request < answers.size(); request++) {
                assertThat(answers.get(request).get()).isEqualTo(alone.get(request % 4));
            }
        } finally {
            callers.shutdownNow();
        }
    }
}
