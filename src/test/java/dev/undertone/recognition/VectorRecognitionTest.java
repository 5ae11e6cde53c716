package dev.undertone.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioLimits;
import dev.undertone.audio.ChannelMode;
import dev.undertone.audio.Waveform;
import dev.undertone.feature.FeatureExtractor;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.functional.FunctionalExtractor;
import dev.undertone.model.EmotionScores;
import dev.undertone.model.ModelInput;
import dev.undertone.normalization.UtteranceNormalizer;
import dev.undertone.testing.FixtureModel;
import dev.undertone.testing.OpenRecognizer;
import dev.undertone.testing.VectorModels;
import dev.undertone.testing.WavBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every kind of model behind the one use case. */
class VectorRecognitionTest {

    private static final byte[] CLIP = WavBytes.pcm16(16_000, 1, WavBytes.buzz(1.2, 3));

    private static OpenRecognizer opened;
    private static EmotionRecognizer recognizer;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        VectorModels.write(folder);
        opened = OpenRecognizer.fixture(folder, new AdmissionLimits(2, 64, Duration.ofSeconds(30)));
        recognizer = opened.recognizer();
    }

    @AfterAll
    static void close() {
        opened.close();
    }

    private static Judgement judge(String model, byte[] wav) throws IOException {
        RecognitionOptions options =
                RecognitionOptions.DEFAULT.withModel(model).withEmbedding(true);
        Answer answer = recognizer.recognize("id", new ByteArrayInputStream(wav), options);
        return ((Recognition) answer).judgement();
    }

    @ParameterizedTest
    @CsvSource({"small-linear, 1083", "small-dnn, 24"})
    void recognize_modelWithoutFrames_hasNoWeightsButItsVector(String model, int embedding)
            throws IOException {
        RecognitionOptions options =
                RecognitionOptions.DEFAULT.withModel(model).withEmbedding(true);
        JsonNode json =
                AnswerJson.mapper()
                        .readTree(
                                AnswerJson.write(
                                        recognizer.recognize(
                                                "id", new ByteArrayInputStream(CLIP), options)));

        assertThat(json.get("attention").isNull()).isTrue();
        assertThat(json.get("embedding")).hasSize(embedding);
        assertThat(json.get("model").get("name").stringValue()).isEqualTo(model);
        double sum = 0;
        for (JsonNode probability : json.get("probabilities")) {
            sum += probability.doubleValue();
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    @Test
    void recognize_fusion_hasOneWeightPerFrame() throws IOException {
        // floor((19200 - 400) / 160) + 1
        assertThat(judge("small-fusion", CLIP).attention().weights()).hasSize(118);
        assertThat(judge("small-fusion", CLIP).embedding().values()).hasSize(VectorModels.POOLED);
    }

    @Test
    void recognize_eachModel_readsWhatTheStationsComputeAlone() throws IOException {
        Waveform waveform =
                new AudioDecoder(AudioLimits.DEFAULT)
                        .decode(new ByteArrayInputStream(CLIP), ChannelMode.MIX, 16_000)
                        .channels()
                        .get(0);
        ModelInput both =
                new ModelInput(
                        UtteranceNormalizer.normalize(
                                new FeatureExtractor(FeatureLayout.PAPER_36).extract(waveform)),
                        FunctionalExtractor.of(VectorModels.DNN_LAYOUT).extract(waveform));
        EmotionScores fusion = opened.models().model("small-fusion").score(both);
        EmotionScores dnn =
                opened.models()
                        .model("small-dnn")
                        .score(ModelInput.ofFunctionals(both.functionals()));

        EmotionScores linear =
                opened.models()
                        .model("small-linear")
                        .score(
                                ModelInput.ofFunctionals(
                                        FunctionalExtractor.of(VectorModels.LINEAR_LAYOUT)
                                                .extract(waveform)));

        assertThat(judge("small-linear", CLIP).probabilities()).isEqualTo(linear.probabilities());
        assertThat(judge("small-fusion", CLIP).probabilities()).isEqualTo(fusion.probabilities());
        assertThat(judge("small-fusion", CLIP).attention().weights()).isEqualTo(fusion.attention());
        assertThat(judge("small-dnn", CLIP).probabilities()).isEqualTo(dnn.probabilities());
        assertThat(judge("small-dnn", CLIP).embedding().values()).isEqualTo(dnn.embedding());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixture", "small-linear", "small-dnn", "small-fusion"})
    void recognize_speechDetection_isTheSameForEveryModel(String model) throws IOException {
        byte[] silence = WavBytes.pcm16(16_000, 1, new float[16_000]);
        byte[] oneFrame = WavBytes.pcm16(16_000, 1, new float[400]);

        assertThat(judge(model, CLIP).speechDetected()).isTrue();
        for (byte[] quiet : new byte[][] {silence, oneFrame}) {
            Judgement judgement = judge(model, quiet);
            assertThat(judgement.speechDetected()).isFalse();
            assertThat(judgement.abstention()).isEqualTo(Abstention.NO_SPEECH);
            assertThat(judgement.probabilities().values())
                    .allMatch(Float::isFinite)
                    .hasSize(FixtureModel.LABELS.size());
        }
    }

    @Test
    void recognize_manyThreadsAndModels_eachGetsItsOwnAnswer() throws Exception {
        List<String> names = List.of("small-fusion", "small-dnn", "small-linear", "fixture");
        List<byte[]> clips = new ArrayList<>();
        List<Map<String, Float>> alone = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clips.add(WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5 + 0.1 * i, i + 1)));
            alone.add(judge(names.get(i % 4), clips.get(i)).probabilities());
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Judgement>> together = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int place = i % 8;
                together.add(threads.submit(() -> judge(names.get(place % 4), clips.get(place))));
            }
            for (int i = 0; i < 40; i++) {
                assertThat(together.get(i).get().probabilities()).isEqualTo(alone.get(i % 8));
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
