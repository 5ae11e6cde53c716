package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.recognition.AnswerJson;
import dev.undertone.testing.FixtureModel;
import dev.undertone.testing.VectorModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class AnalyzeCommandTest {

    private static final short[] VOICE = WavFile.voice(0.8, 180);
    private static final int FRAMES = (VOICE.length - 400) / 160 + 1;

    @TempDir private Path folder;
    private Path clip;
    private Path text;

    @BeforeEach
    void lay() throws IOException {
        FixtureFolder.write(folder.resolve("models"));
        clip = WavFile.write(folder.resolve("Grüße.wav"), VOICE);
        text = Files.writeString(folder.resolve("text.wav"), "This is not a recording.\n");
    }

    private CommandRun analyze(Object... more) {
        List<Object> words =
                new ArrayList<>(List.of("analyze", "--models", folder.resolve("models")));
        words.addAll(List.of(more));
        if (!words.contains("--model")) {
            words.addAll(1, List.of("--model", FixtureFolder.MODEL));
        }
        return CommandRun.of(words.toArray());
    }

    private static JsonNode json(String line) {
        return AnswerJson.mapper().readTree(line);
    }

    @Test
    void analyze_json_isTheServicesAnswerWithTheFileInFront() {
        CommandRun run = analyze("--json", clip);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        JsonNode answer = json(run.out());
        assertThat(answer.propertyNames())
                .containsExactly(
                        "file",
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
        assertThat(answer.get("file").asString()).isEqualTo(clip.toString());
        assertThat(answer.get("model").get("name").asString()).isEqualTo("fixture");
        assertThat(answer.get("attention").get("weights")).hasSize(FRAMES);
        assertThat(sum(answer.get("attention").get("weights"))).isCloseTo(1, within(1e-4));
        assertThat(sum(answer.get("probabilities"))).isCloseTo(1, within(1e-5));
        assertThat(answer.get("audio").get("durationSeconds").asDouble())
                .isCloseTo(0.8, within(1e-9));
    }

    @Test
    void analyze_samplesWithoutTheirHeader_giveTheSameNumbers() throws IOException {
        byte[] wav = Files.readAllBytes(clip);
        Path raw = Files.write(folder.resolve("line.raw"), Arrays.copyOfRange(wav, 44, wav.length));

        CommandRun run =
                analyze("--json", "--encoding", "pcm_s16le", "--sample-rate", "16000", raw);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(json(run.out()).get("probabilities"))
                .isEqualTo(json(analyze("--json", clip).out()).get("probabilities"));
    }

    @Test
    void analyze_samplesOfWhichTooLittleIsSaid_isWrongUsage() {
        CommandRun run = analyze("--encoding", "mulaw", clip);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("sampleRateHz");
        assertThat(analyze("--channels", "2", clip).exitCode()).isEqualTo(2);
    }

    private static double sum(JsonNode numbers) {
        double sum = 0;
        for (JsonNode number : numbers) {
            sum += number.asDouble();
        }
        return sum;
    }

    @Test
    void analyze_sameClipTwice_givesTheSameNumbers() {
        List<String> lines = analyze("--json", clip, clip).out().lines().toList();

        assertThat(lines).hasSize(2);
        assertThat(json(lines.get(0)).get("probabilities"))
                .isEqualTo(json(lines.get(1)).get("probabilities"));
        assertThat(json(lines.get(0)).get("attention"))
                .isEqualTo(json(lines.get(1)).get("attention"));
        assertThat(json(lines.get(0)).get("id")).isNotEqualTo(json(lines.get(1)).get("id"));
    }

    @Test
    void analyze_jsonOneBadFile_saysWhyAndDoesTheRest() {
        CommandRun run = analyze("--json", text, folder.resolve("none.wav"), clip);

        assertThat(run.exitCode()).isEqualTo(1);
        List<JsonNode> lines = run.out().lines().map(AnalyzeCommandTest::json).toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).propertyNames()).containsExactly("file", "problem");
        assertThat(lines.get(0).get("file").asString()).isEqualTo(text.toString());
        assertThat(lines.get(0).get("problem").get("reason").asString())
                .isEqualTo("unsupported-audio");
        assertThat(lines.get(1).get("problem").get("reason").asString()).isEqualTo("not-found");
        assertThat(lines.get(2).get("file").asString()).isEqualTo(clip.toString());
        assertThat(lines.get(2).has("problem")).isFalse();
    }

    @Test
    void analyze_forTheEye_hasTheDigitsOfTheJson() {
        JsonNode answer = json(analyze("--json", clip).out());
        CommandRun run = analyze(clip);

        assertThat(run.exitCode()).isZero();
        StringBuilder expected = new StringBuilder(clip + "\t");
        expected.append(
                answer.get("emotion").isNull()
                        ? answer.get("abstention").asString()
                        : answer.get("emotion").asString());
        String separator = "\t";
        for (String label : FixtureModel.LABELS) {
            expected.append(separator).append(label).append('=');
            expected.append(answer.get("probabilities").get(label));
            separator = " ";
        }
        assertThat(run.out()).isEqualTo(expected + "\n");
    }

    @Test
    void analyze_silence_namesTheAbstention() throws IOException {
        Path silence = WavFile.write(folder.resolve("silence.wav"), new short[16_000]);

        CommandRun run = analyze(silence);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith(silence + "\tno-speech\tneutral=");
    }

    @Test
    void analyze_forTheEyeOneBadFile_keepsStandardOutputClean() {
        CommandRun run = analyze(text, clip);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines()).singleElement().asString().startsWith(clip.toString());
        assertThat(run.err()).startsWith(text + ": unsupported-audio: ");
    }

    @Test
    void analyze_unknownModel_isExitThree() {
        CommandRun run = analyze("--model", "b-lstm", clip);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().asString().contains("b-lstm");
    }

    @Test
    void analyze_damagedModel_isExitThreeWithOneLine() throws IOException {
        Files.write(folder.resolve("models/fixture/1.0.0/model.onnx"), new byte[] {1, 2, 3});

        CommandRun run = analyze(clip);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().asString().contains("model.onnx");
    }

    @Test
    void analyze_noFile_isWrongUsage() {
        assertThat(analyze().exitCode()).isEqualTo(2);
    }

    @Test
    void analyze_embedding_addsTheVectorOfEveryKindOfModel() throws IOException {
        VectorModels.write(folder.resolve("models"));
        Map<String, Integer> lengths =
                Map.of(
                        FixtureFolder.MODEL,
                        256,
                        "small-linear",
                        VectorModels.LINEAR_LAYOUT.columns(),
                        "small-dnn",
                        VectorModels.HIDDEN,
                        "small-fusion",
                        VectorModels.POOLED);

        lengths.forEach(
                (model, length) -> {
                    CommandRun run = analyze("--model", model, "--json", "--embedding", clip);
                    assertThat(run.exitCode()).as(run.err()).isZero();
                    JsonNode answer = json(run.out());
                    assertThat(answer.get("model").get("name").asString()).isEqualTo(model);
                    assertThat(answer.get("embedding")).as(model).hasSize(length);
                    boolean frames = !model.equals("small-linear") && !model.equals("small-dnn");
                    assertThat(answer.get("attention").isNull()).isEqualTo(!frames);
                });
    }

    @Test
    void analyze_forTheEye_answersWithoutFramesToo() throws IOException {
        VectorModels.write(folder.resolve("models"));

        CommandRun run = analyze("--model", "small-linear", clip);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith(clip + "\t").contains("\tneutral=");
    }

    @Test
    void analyze_embeddingWithoutJson_isWrongUsage() {
        CommandRun run = analyze("--embedding", clip);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--embedding needs --json");
    }
}
