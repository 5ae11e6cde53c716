package dev.undertone.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioLimits;
import dev.undertone.model.ModelRepository;
import dev.undertone.model.ModelSettings;
import dev.undertone.testing.FixtureModel;
import dev.undertone.testing.WavBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EmotionRecognizerTest {

    private static final byte[] CLIP = WavBytes.pcm16(16_000, 1, WavBytes.buzz(2.43, 1));

    private static ModelRepository models;
    private static Admission admission;

    private final List<Stage> stages = new CopyOnWriteArrayList<>();
    private final EmotionRecognizer recognizer =
            new EmotionRecognizer(
                    new AudioDecoder(AudioLimits.DEFAULT),
                    models,
                    admission,
                    new RecognitionListener() {
                        @Override
                        public void timed(Stage stage, long nanos) {
                            stages.add(stage);
                        }
                    });

    @BeforeAll
    static void open(@TempDir Path folder) {
        FixtureModel.write(folder);
        models =
                new ModelRepository(
                        new ModelSettings(folder, Map.of("default", "fixture@1.0.0"), 2));
        models.open();
        admission = new Admission(new AdmissionLimits(2, 8, Duration.ofSeconds(30)));
    }

    @AfterAll
    static void close() {
        admission.close();
        models.close();
    }

    @Test
    void recognize_clip_hasSumsAndOneWeightPerFrame() throws IOException {
        Recognition recognition = recognize(CLIP, RecognitionOptions.DEFAULT);
        Judgement judgement = recognition.judgement();

        assertThat(judgement.speechDetected()).isTrue();
        assertThat(judgement.abstention()).isNull();
        assertThat(judgement.probabilities()).containsOnlyKeys(FixtureModel.LABELS);
        assertThat(sum(judgement.probabilities())).isCloseTo(1, within(1e-5));
        assertThat(judgement.probabilities().get(judgement.emotion()))
                .isEqualTo(judgement.confidence());
        float[] weights = judgement.attention().weights();
        // floor((38880 - 400) / 160) + 1
        assertThat(weights).hasSize(241);
        double total = 0;
        for (float weight : weights) {
            total += weight;
        }
        assertThat(total).isCloseTo(1, within(1e-4));
        assertThat(stages)
                .containsExactly(Stage.QUEUE, Stage.DECODE, Stage.FEATURE, Stage.INFERENCE);
    }

    @Test
    void recognize_clip_isTheDocumentedJson() throws IOException {
        JsonNode json = json(CLIP, RecognitionOptions.DEFAULT);

        assertThat(names(json))
                .containsExactly(
                        "id",
                        "model",
                        "speechDetected",
                        "emotion",
                        "confidence",
                        "abstention",
                        "probabilities",
                        "attention",
                        "audio",
                        "processing");
        assertThat(names(json.get("model"))).containsExactly("name", "version");
        assertThat(names(json.get("probabilities"))).containsExactlyElementsOf(FixtureModel.LABELS);
        assertThat(names(json.get("attention")))
                .containsExactly("hopSeconds", "frameSeconds", "startSeconds", "weights");
        assertThat(names(json.get("audio")))
                .containsExactly(
                        "durationSeconds", "container", "codec", "sampleRateHz", "channels");
        assertThat(names(json.get("processing")))
                .containsExactly("queueMs", "decodeMs", "featureMs", "inferenceMs");
        assertThat(json.get("attention").get("hopSeconds").toString()).isEqualTo("0.01");
        assertThat(json.get("attention").get("frameSeconds").toString()).isEqualTo("0.025");
        assertThat(json.get("audio").toString())
                .isEqualTo(
                        "{\"durationSeconds\":2.43,\"container\":\"wav\",\"codec\":\"pcm_s16le\","
                                + "\"sampleRateHz\":16000,\"channels\":1}");
    }

    @Test
    void write_floats_areTheShortestDecimalThatReadsBack() {
        // Float.toString of JDK 17 says 2.0E-3 for these as 0.0020 and 1.17549435E-38
        assertThat(text(AnswerJson.write(new float[] {0.82f, 1f, 2.0e-3f, 1.17549435e-38f, 0.1f})))
                .isEqualTo("[0.82,1.0,0.002,1.1754944E-38,0.1]");
    }

    @Test
    void recognize_sameClipTwice_hasTheSameBitsOfNumbers() throws IOException {
        assertThat(numbers(json(CLIP, RecognitionOptions.DEFAULT)))
                .isEqualTo(numbers(json(CLIP, RecognitionOptions.DEFAULT)));
    }

    @Test
    void recognize_silence_abstainsWithFiniteProbabilities() throws IOException {
        byte[] silence = WavBytes.pcm16(16_000, 1, new float[80_000]);
        JsonNode json = json(silence, RecognitionOptions.DEFAULT);

        assertThat(json.get("speechDetected").booleanValue()).isFalse();
        assertThat(json.get("emotion").isNull()).isTrue();
        assertThat(json.get("confidence").isNull()).isTrue();
        assertThat(json.get("abstention").stringValue()).isEqualTo("no-speech");
        double total = 0;
        for (JsonNode probability : json.get("probabilities")) {
            total += probability.doubleValue();
        }
        assertThat(total).isCloseTo(1, within(1e-5));
    }

    @Test
    void recognize_thresholdAboveTheBest_abstainsForLowConfidence() throws IOException {
        Recognition recognition =
                recognize(CLIP, RecognitionOptions.parse(Map.of("minConfidence", List.of("1"))));

        assertThat(recognition.judgement().abstention()).isEqualTo(Abstention.LOW_CONFIDENCE);
        assertThat(recognition.judgement().emotion()).isNull();
        assertThat(recognition.judgement().confidence()).isNull();
        assertThat(sum(recognition.judgement().probabilities())).isCloseTo(1, within(1e-5));
    }

    @Test
    void recognize_subsetOfLabels_isTheWholeRenormalised() throws IOException {
        Map<String, Float> all =
                recognize(CLIP, RecognitionOptions.DEFAULT).judgement().probabilities();
        Map<String, Float> two =
                recognize(CLIP, RecognitionOptions.parse(Map.of("labels", List.of("sad,happy"))))
                        .judgement()
                        .probabilities();

        float share = all.get("happy") + all.get("sad");
        assertThat(two.keySet()).containsExactly("happy", "sad");
        assertThat(two.get("happy")).isCloseTo(all.get("happy") / share, within(1e-6f));
        assertThat(two.get("sad")).isCloseTo(all.get("sad") / share, within(1e-6f));
    }

    @Test
    void recognize_withoutWeightsWithVector_saysSo() throws IOException {
        JsonNode json =
                json(
                        CLIP,
                        RecognitionOptions.parse(
                                Map.of(
                                        "attention",
                                        List.of("none"),
                                        "embedding",
                                        List.of("true"))));

        assertThat(json.get("attention").isNull()).isTrue();
        assertThat(json.get("embedding")).hasSize(256);
        assertThat(names(json)).containsSubsequence("attention", "embedding", "audio");
    }

    @Test
    void recognize_eachChannel_equalsTheChannelAlone() throws IOException {
        float[] left = WavBytes.buzz(1, 1);
        float[] right = WavBytes.buzz(1, 5);
        float[] both = new float[left.length * 2];
        for (int i = 0; i < left.length; i++) {
            both[2 * i] = left[i];
            both[2 * i + 1] = right[i];
        }
        JsonNode json =
                json(
                        WavBytes.pcm16(16_000, 2, both),
                        RecognitionOptions.parse(Map.of("channel", List.of("each"))));

        assertThat(names(json)).containsExactly("id", "audio", "channels");
        JsonNode first = json.get("channels").get(0);
        JsonNode second = json.get("channels").get(1);
        assertThat(names(first))
                .containsExactly(
                        "channel",
                        "model",
                        "speechDetected",
                        "emotion",
                        "confidence",
                        "abstention",
                        "probabilities",
                        "attention",
                        "processing");
        assertThat(second.get("channel").intValue()).isEqualTo(1);
        assertThat(numbers(first))
                .isEqualTo(
                        numbers(json(WavBytes.pcm16(16_000, 1, left), RecognitionOptions.DEFAULT)));
        assertThat(numbers(second))
                .isEqualTo(
                        numbers(json(WavBytes.pcm16(16_000, 1, right), RecognitionOptions.DEFAULT)))
                .isNotEqualTo(numbers(first));
    }

    @Test
    void recognize_oneSampleShortOfAFrame_isTooShort() throws IOException {
        float[] frame = WavBytes.buzz(0.025, 1);
        assertThat(frame).hasSize(400);
        assertThat(
                        recognize(WavBytes.pcm16(16_000, 1, frame), RecognitionOptions.DEFAULT)
                                .judgement()
                                .attention()
                                .weights())
                .containsExactly(1f);

        refuses(WavBytes.pcm16(16_000, 1, Arrays.copyOf(frame, 399)), Reason.AUDIO_TOO_SHORT);
    }

    @Test
    void recognize_noAudio_hasTheDocumentedReason() {
        refuses(new byte[0], Reason.EMPTY_BODY);
        refuses(
                "hello, world: just text".getBytes(StandardCharsets.UTF_8),
                Reason.UNSUPPORTED_AUDIO);
        refuses(Arrays.copyOf(CLIP, 40), Reason.MALFORMED_AUDIO);
    }

    @Test
    void check_unknownModelOrLabel_isRefusedBeforeAudio() {
        assertThatExceptionOfType(RecognitionException.class)
                .isThrownBy(() -> recognizer.check(RecognitionOptions.DEFAULT.withModel("../x")))
                .matches(e -> e.reason() == Reason.MODEL_NOT_FOUND)
                .matches(e -> !e.detail().contains(".."));
        assertThatExceptionOfType(RecognitionException.class)
                .isThrownBy(
                        () ->
                                recognizer.check(
                                        RecognitionOptions.parse(
                                                Map.of("labels", List.of("happy,bored")))))
                .matches(e -> e.reason() == Reason.INVALID_PARAMETER)
                .matches(e -> "labels".equals(e.parameter()));
    }

    @Test
    void recognize_beforeModelsAreOpen_isUnavailable() {
        EmotionRecognizer early =
                new EmotionRecognizer(
                        new AudioDecoder(AudioLimits.DEFAULT),
                        new ModelRepository(ModelSettings.DEFAULT),
                        admission,
                        RecognitionListener.NONE);

        assertThatExceptionOfType(RecognitionException.class)
                .isThrownBy(
                        () ->
                                early.recognize(
                                        "x",
                                        new ByteArrayInputStream(CLIP),
                                        RecognitionOptions.DEFAULT))
                .matches(e -> e.reason() == Reason.MODEL_UNAVAILABLE);
    }

    @Test
    void recognize_listenerThatFails_isInternal() {
        EmotionRecognizer broken =
                new EmotionRecognizer(
                        new AudioDecoder(AudioLimits.DEFAULT),
                        models,
                        admission,
                        new RecognitionListener() {
                            @Override
                            public void timed(Stage stage, long nanos) {
                                throw new IllegalStateException("secret");
                            }
                        });

        assertThatExceptionOfType(RecognitionException.class)
                .isThrownBy(
                        () ->
                                broken.recognize(
                                        "x",
                                        new ByteArrayInputStream(CLIP),
                                        RecognitionOptions.DEFAULT))
                .matches(e -> e.reason() == Reason.INTERNAL)
                .matches(e -> !e.detail().contains("secret"));
    }

    private void refuses(byte[] audio, Reason reason) {
        assertThatExceptionOfType(RecognitionException.class)
                .isThrownBy(() -> recognize(audio, RecognitionOptions.DEFAULT))
                .matches(e -> e.reason() == reason, reason.code());
    }

    private Recognition recognize(byte[] audio, RecognitionOptions options) throws IOException {
        return (Recognition) recognizer.recognize("id", new ByteArrayInputStream(audio), options);
    }

    private JsonNode json(byte[] audio, RecognitionOptions options) throws IOException {
        Answer answer = recognizer.recognize("id", new ByteArrayInputStream(audio), options);
        return AnswerJson.mapper().readTree(AnswerJson.write(answer));
    }

    /** What must not differ from one run to the next. */
    private static String numbers(JsonNode json) {
        StringBuilder numbers = new StringBuilder();
        for (String name : Set.of("probabilities", "confidence", "attention")) {
            numbers.append(name).append(json.get(name));
        }
        return numbers.toString();
    }

    private static List<String> names(JsonNode json) {
        return new ArrayList<>(json.propertyNames());
    }

    private static double sum(Map<String, Float> probabilities) {
        return probabilities.values().stream().mapToDouble(Float::doubleValue).sum();
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
