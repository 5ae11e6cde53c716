package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.recognition.AnswerJson;
import dev.undertone.testing.FixtureModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RobustnessCommandTest {

    private static final int CLIPS = 8;

    @TempDir private Path folder;

    @BeforeEach
    void lay() throws IOException {
        FixtureFolder.write(folder.resolve("models"));
        for (int i = 0; i < CLIPS; i++) {
            WavFile.write(folder.resolve(i + ".wav"), WavFile.voice(0.4 + 0.05 * i, 100 + 20 * i));
        }
    }

    /** Clip i of speaker s(i mod speakers); the labels in turn. */
    private Path manifest(int speakers) throws IOException {
        StringBuilder csv = new StringBuilder("path,speaker,emotion\n");
        for (int i = 0; i < CLIPS; i++) {
            csv.append(
                    "%d.wav,s%d,%s\n".formatted(i, i % speakers, FixtureModel.LABELS.get(i % 4)));
        }
        return Files.writeString(folder.resolve("manifest.csv"), csv);
    }

    private CommandRun run(String command, Object... more) {
        List<Object> words =
                new ArrayList<>(
                        List.of(
                                command,
                                "--model",
                                FixtureFolder.MODEL,
                                "--models",
                                folder.resolve("models")));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray());
    }

    private static JsonNode row(JsonNode report, String condition) {
        for (JsonNode row : report.get("conditions")) {
            if (row.get("condition").asString().equals(condition)) {
                return row;
            }
        }
        throw new AssertionError("no condition " + condition);
    }

    @Test
    void robustness_json_hasEveryConditionMeasured() throws IOException {
        Path manifest = manifest(CLIPS);

        CommandRun run = run("robustness", "--manifest", manifest, "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode report = AnswerJson.mapper().readTree(run.out());
        assertThat(report.get("conditions"))
                .extracting(row -> row.get("condition").asString())
                .containsExactly(
                        "original",
                        "telephone",
                        "mp3",
                        "white-20dB",
                        "white-10dB",
                        "white-5dB",
                        "babble-20dB",
                        "babble-10dB",
                        "babble-5dB",
                        "reverberation",
                        "recorded+20dB",
                        "recorded-20dB",
                        "gain+10dB",
                        "gain-10dB",
                        "leading-5s",
                        "trailing-5s");
        JsonNode evaluated =
                AnswerJson.mapper()
                        .readTree(run("evaluate", "--manifest", manifest, "--json").out());
        JsonNode original = row(report, "original");
        assertThat(original.get("uar").asDouble()).isEqualTo(evaluated.get("uar").asDouble());
        assertThat(original.get("largestProbabilityChange").asDouble()).isZero();
        for (JsonNode row : report.get("conditions")) {
            assertThat(row.get("notMeasured").isNull()).as("%s", row).isTrue();
            assertThat(row.get("uar").asDouble() - original.get("uar").asDouble())
                    .isCloseTo(row.get("change").asDouble(), within(1e-12));
        }
        assertThat(row(report, "white-5dB").get("largestProbabilityChange").asDouble())
                .isGreaterThan(row(report, "gain+10dB").get("largestProbabilityChange").asDouble());
    }

    @Test
    void robustness_sameSeed_isTheSameTable_andAnotherIsAnother() throws IOException {
        Path manifest = manifest(CLIPS);

        String table = run("robustness", "--manifest", manifest, "--json").out();

        assertThat(run("robustness", "--manifest", manifest, "--json").out()).isEqualTo(table);
        assertThat(run("robustness", "--manifest", manifest, "--json", "--seed=2").out())
                .isNotEqualTo(table);
    }

    @Test
    void robustness_fewSpeakers_leavesBabbleOutAndSaysWhy() throws IOException {
        CommandRun run = run("robustness", "--manifest", manifest(6));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "| babble-5dB | 6 other speakers, signal-to-noise ratio 5 dB | not measured:"
                                + " needs 7 speakers but the manifest has 6 | | |\n")
                .containsPattern(
                        "\\| original \\| as recorded \\| 0\\.\\d{3} \\| \\+0\\.000 \\| 0\\.000 \\|\n");
    }

    @Test
    void robustness_clipThatIsNoAudio_isCountedAndExitsOne() throws IOException {
        Path manifest = manifest(CLIPS);
        Files.writeString(folder.resolve("1.wav"), "This is not a recording.\n");

        CommandRun run = run("robustness", "--manifest", manifest, "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        JsonNode report = AnswerJson.mapper().readTree(run.out());
        assertThat(report.get("clips").asInt()).isEqualTo(CLIPS - 1);
        assertThat(report.get("failed").asInt()).isEqualTo(1);
        assertThat(run.err()).contains("1.wav: ");
    }

    @Test
    void robustness_onlyUnknownClasses_isInputFailed() throws IOException {
        Path manifest =
                Files.writeString(
                        folder.resolve("manifest.csv"), "path,speaker,emotion\n0.wav,s,boredom\n");

        CommandRun run = run("robustness", "--manifest", manifest);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no clip of the model's classes");
    }
}
