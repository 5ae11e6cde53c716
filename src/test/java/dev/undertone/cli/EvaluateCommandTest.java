package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.evaluation.CalibrationError;
import dev.undertone.evaluation.ScoredClip;
import dev.undertone.evaluation.ScoredClips;
import dev.undertone.recognition.AnswerJson;
import dev.undertone.testing.FixtureModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EvaluateCommandTest {

    private static final int CLIPS = 12;

    @TempDir private Path folder;

    @BeforeEach
    void lay() throws IOException {
        FixtureFolder.write(folder.resolve("models"));
        for (int i = 0; i < CLIPS; i++) {
            WavFile.write(folder.resolve(i + ".wav"), WavFile.voice(0.3 + 0.05 * i, 100 + 20 * i));
        }
    }

    /** Row i: clip i of speaker s(i mod 3). */
    private Path manifest(List<String> emotions) throws IOException {
        StringBuilder csv = new StringBuilder("path,speaker,gender,emotion\n");
        for (int i = 0; i < emotions.size(); i++) {
            csv.append("%d.wav,s%d,unknown,%s\n".formatted(i, i % 3, emotions.get(i)));
        }
        return Files.writeString(folder.resolve("manifest.csv"), csv);
    }

    private CommandRun evaluate(Object... more) {
        List<Object> words =
                new ArrayList<>(List.of("evaluate", "--models", folder.resolve("models")));
        words.addAll(List.of(more));
        if (!words.contains("--model")) {
            words.addAll(1, List.of("--model", FixtureFolder.MODEL));
        }
        return CommandRun.of(words.toArray());
    }

    /** What analyze says of each clip. */
    private List<String> predictions() {
        List<Object> words =
                new ArrayList<>(
                        List.of(
                                "analyze",
                                "--json",
                                "--model=fixture",
                                "--models",
                                folder.resolve("models")));
        for (int i = 0; i < CLIPS; i++) {
            words.add(folder.resolve(i + ".wav"));
        }
        return CommandRun.of(words.toArray())
                .out()
                .lines()
                .map(line -> mostProbable(AnswerJson.mapper().readTree(line)))
                .toList();
    }

    private static String mostProbable(JsonNode answer) {
        String best = FixtureModel.LABELS.get(0);
        for (String label : FixtureModel.LABELS) {
            if (answer.get("probabilities").get(label).asDouble()
                    > answer.get("probabilities").get(best).asDouble()) {
                best = label;
            }
        }
        return best;
    }

    @Test
    void evaluate_json_countsWhatAnalyzeSays() throws IOException {
        List<String> truths = new ArrayList<>();
        for (int i = 0; i < CLIPS; i++) {
            truths.add(FixtureModel.LABELS.get(i % 4));
        }
        Map<String, Integer> cells = new HashMap<>();
        List<String> predictions = predictions();
        int correct = 0;
        for (int i = 0; i < CLIPS; i++) {
            cells.merge(truths.get(i) + " " + predictions.get(i), 1, Integer::sum);
            correct += truths.get(i).equals(predictions.get(i)) ? 1 : 0;
        }

        CommandRun run = evaluate("--manifest", manifest(truths), "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode report = AnswerJson.mapper().readTree(run.out());
        assertThat(report.propertyNames())
                .startsWith("model", "version", "clips", "skipped")
                .containsSubsequence(
                        "uar", "maf", "map", "accuracy", "labels", "confusionMatrix", "perSpeaker");
        assertThat(report.get("clips").asInt()).isEqualTo(CLIPS);
        assertThat(report.get("accuracy").asDouble())
                .isCloseTo(correct / (double) CLIPS, within(1e-15));
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                String cell = FixtureModel.LABELS.get(row) + " " + FixtureModel.LABELS.get(column);
                assertThat(report.get("confusionMatrix").get(row).get(column).asInt())
                        .as(cell)
                        .isEqualTo(cells.getOrDefault(cell, 0));
            }
        }
        assertThat(report.get("perSpeaker").propertyNames()).containsExactly("s0", "s1", "s2");
        assertThat(report.get("speakerUar").get("speakers").asInt()).isEqualTo(3);
        assertThat(sum(report.get("perSpeaker")) / 3)
                .isCloseTo(report.get("speakerUar").get("mean").asDouble(), within(1e-12));
    }

    private static double sum(JsonNode numbers) {
        double sum = 0;
        for (JsonNode number : numbers) {
            sum += number.asDouble();
        }
        return sum;
    }

    @Test
    void evaluate_labelsAsPredicted_isPerfect() throws IOException {
        CommandRun run = evaluate("--manifest", manifest(predictions()), "--json");

        JsonNode report = AnswerJson.mapper().readTree(run.out());
        assertThat(report.get("uar").asDouble()).isEqualTo(1);
        assertThat(report.get("maf").asDouble()).isEqualTo(1);
        assertThat(report.get("map").asDouble()).isEqualTo(1);
    }

    @Test
    void evaluate_classesTheModelDoesNotKnow_areSkippedAndCounted() throws IOException {
        CommandRun run =
                evaluate(
                        "--manifest",
                        manifest(List.of("boredom", "happy", "fear", "boredom", "sad")),
                        "--json");

        assertThat(run.exitCode()).isZero();
        JsonNode report = AnswerJson.mapper().readTree(run.out());
        assertThat(report.get("clips").asInt()).isEqualTo(2);
        assertThat(report.get("skipped").asInt()).isEqualTo(3);
        assertThat(run.err()).contains("skipped 2 of class boredom", "skipped 1 of class fear");
    }

    @Test
    void evaluate_clipThatIsNoAudio_isCountedAndExitsOne() throws IOException {
        Files.writeString(folder.resolve("1.wav"), "This is not a recording.\n");

        CommandRun run = evaluate("--manifest", manifest(List.of("sad", "sad", "happy")), "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        JsonNode report = AnswerJson.mapper().readTree(run.out());
        assertThat(report.get("clips").asInt()).isEqualTo(2);
        assertThat(report.get("failed").asInt()).isEqualTo(1);
        assertThat(run.err()).contains("1.wav: unsupported-audio");
    }

    @Test
    void evaluate_forTheEye_showsFiguresAndMatrixUnrounded() throws IOException {
        Path manifest = manifest(List.of("sad", "happy", "angry", "neutral", "sad"));
        JsonNode report =
                AnswerJson.mapper().readTree(evaluate("--manifest", manifest, "--json").out());

        CommandRun run = evaluate("--manifest", manifest);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .contains(
                        "model           fixture 1.0.0",
                        "clips           5 (0 skipped, 0 failed)",
                        "UAR             " + report.get("uar").asDouble(),
                        "MAF             " + report.get("maf").asDouble(),
                        "truth \\ called  neutral   happy     angry     sad");
    }

    @Test
    void evaluate_progress_goesToStandardError() throws IOException {
        CommandRun run = evaluate("--manifest", manifest(List.of("sad", "happy")), "--json");

        assertThat(run.err()).contains("heard 1 of 2", "heard 2 of 2");
        assertThat(run.out().lines()).hasSize(1);
    }

    @Test
    void evaluate_badManifest_isInputFailedInOneLine() throws IOException {
        Path manifest =
                Files.writeString(folder.resolve("bad.csv"), "path,speaker,emotion\nx.wav,s,sad\n");

        CommandRun run = evaluate("--manifest", manifest);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("line 2: missing file x.wav");
    }

    @Test
    void evaluate_onlyUnknownClasses_isInputFailed() throws IOException {
        CommandRun run = evaluate("--manifest", manifest(List.of("boredom")));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("neutral, happy, angry, sad");
    }

    @Test
    void evaluate_noManifest_isWrongUsage() {
        assertThat(evaluate().exitCode()).isEqualTo(2);
    }

    @Test
    void evaluate_noModelOfThatName_isExitThree() throws IOException {
        Path manifest = manifest(List.of("sad"));

        assertThat(evaluate("--manifest", manifest, "--model", "none").exitCode()).isEqualTo(3);
    }

    @Test
    void evaluate_scores_holdTheLogarithmsThatTheFiguresComeFrom() throws IOException {
        Path scores = folder.resolve("scores.csv");
        Path manifest = manifest(List.of("sad", "happy", "fear", "angry", "neutral", "sad"));

        CommandRun run = evaluate("--manifest", manifest, "--json", "--scores", scores);

        JsonNode report = AnswerJson.mapper().readTree(run.out());
        ScoredClips scored = ScoredClips.read(scores);
        assertThat(scored.labels()).isEqualTo(FixtureModel.LABELS);
        assertThat(scored.clips())
                .extracting(ScoredClip::clip)
                .containsExactly("0.wav", "1.wav", "3.wav", "4.wav", "5.wav");
        JsonNode answer =
                AnswerJson.mapper()
                        .readTree(
                                CommandRun.of(
                                                "analyze",
                                                "--json",
                                                "--model=fixture",
                                                "--models",
                                                folder.resolve("models"),
                                                folder.resolve("0.wav"))
                                        .out());
        for (int k = 0; k < 4; k++) {
            assertThat(scored.clips().get(0).probabilities(1)[k])
                    .isCloseTo(
                            answer.get("probabilities").get(FixtureModel.LABELS.get(k)).asDouble(),
                            within(1e-6));
        }
        assertThat(report.get("uar").asDouble()).isEqualTo(scored.scores().uar());
        assertThat(report.get("expectedCalibrationError").asDouble())
                .isEqualTo(CalibrationError.of(scored, 1).expected());
        assertThat(report.get("meanConfidence").asDouble())
                .isCloseTo(
                        scored.clips().stream()
                                .mapToDouble(clip -> clip.confidence(1))
                                .average()
                                .orElseThrow(),
                        within(1e-12));
    }

    @Test
    void evaluate_json_hasTheFieldsOfTrust() throws IOException {
        JsonNode report =
                AnswerJson.mapper()
                        .readTree(evaluate("--manifest", manifest(predictions()), "--json").out());

        assertThat(report.propertyNames())
                .containsSubsequence(
                        "perSpeaker",
                        "perGender",
                        "worstSpeaker",
                        "medianSpeakerUar",
                        "bestSpeaker",
                        "meanConfidence",
                        "expectedCalibrationError",
                        "calibration",
                        "coverage");
        assertThat(report.get("perGender").get("unknown").asDouble()).isEqualTo(1);
        assertThat(report.get("worstSpeaker").toString())
                .isEqualTo("{\"speaker\":\"s0\",\"uar\":1.0}");
        // everything is right, so the error is what confidence lacks
        assertThat(report.get("expectedCalibrationError").asDouble())
                .isCloseTo(1 - report.get("meanConfidence").asDouble(), within(1e-9));
        assertThat(report.get("coverage")).hasSize(15);
        assertThat(report.get("coverage").get(0).get("coverage").asDouble()).isEqualTo(1);
    }
}
