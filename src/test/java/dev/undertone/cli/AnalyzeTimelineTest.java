package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.recognition.AnswerJson;
import dev.undertone.testing.Conversations;
import dev.undertone.testing.WavBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AnalyzeTimelineTest {

    private static final byte[] TALK =
            WavBytes.pcm16(
                    16_000, 1, Conversations.of(8, new double[] {1, 2}, new double[] {5, 2}));

    @TempDir private Path folder;
    private Path talk;
    private Path text;

    @BeforeEach
    void lay() throws IOException {
        FixtureFolder.write(folder.resolve("models"));
        talk = Files.write(folder.resolve("Gespräch \"1\".wav"), TALK);
        text = Files.writeString(folder.resolve("text.wav"), "This is not a recording.\n");
    }

    private CommandRun analyze(Object... more) {
        List<Object> words =
                new ArrayList<>(
                        List.of(
                                "analyze",
                                "--timeline",
                                "--model",
                                FixtureFolder.MODEL,
                                "--models",
                                folder.resolve("models")));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray());
    }

    private static List<JsonNode> events(CommandRun run) {
        return run.out().lines().map(AnswerJson.mapper()::readTree).toList();
    }

    @Test
    void timeline_twoFiles_areLinesWithTheFileInFront() {
        CommandRun run = analyze(talk, talk);
        List<JsonNode> events =
                events(run).stream()
                        .filter(event -> !event.get("type").asString().equals("progress"))
                        .toList();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(events).hasSize(6);
        assertThat(events)
                .allSatisfy(
                        event -> {
                            assertThat(event.propertyNames()).startsWith("file", "type");
                            assertThat(event.get("file").asString()).isEqualTo(talk.toString());
                        });
        assertThat(events.stream().map(event -> event.get("type").asString()))
                .containsExactly("segment", "segment", "summary", "segment", "segment", "summary");
    }

    @Test
    void timeline_badFile_isTheReasonAndTheRestIsDone() {
        CommandRun run = analyze(text, talk);
        List<JsonNode> lines = events(run);

        assertThat(run.exitCode()).isEqualTo(ExitCode.INPUT_FAILED);
        assertThat(lines.get(0).propertyNames()).containsExactly("file", "problem");
        assertThat(lines.get(0).at("/problem/reason").asString()).isEqualTo("unsupported-audio");
        assertThat(lines.get(lines.size() - 1).get("type").asString()).isEqualTo("summary");
        assertThat(run.err()).contains("text.wav");
    }

    @Test
    void timeline_json_isOneObject() {
        CommandRun run = analyze("--format", "json", talk);
        List<JsonNode> lines = events(run);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).propertyNames())
                .containsExactly("file", "id", "model", "segments", "audio", "summary");
        assertThat(lines.get(0).get("segments")).hasSize(2);
    }

    @Test
    void timeline_otherFormats_areWhatOtherProgramsRead() {
        assertThat(analyze("--format", "csv", talk).out().lines()).hasSize(3);
        assertThat(analyze("--format", "audacity", talk).out().lines()).hasSize(2);
        assertThat(analyze("--format", "elan", talk).out()).contains("</ANNOTATION_DOCUMENT>");
        assertThat(analyze("--format", "textgrid", talk).out())
                .contains("class = \"IntervalTier\"");
    }

    @Test
    void timeline_segmentsOfAFile_areJudged() throws IOException {
        Path segments =
                Files.writeString(
                        folder.resolve("segments.json"),
                        "[{\"start\": 1, \"end\": 3, \"speaker\": \"A\"}]");
        CommandRun run = analyze("--segments", segments, "--format", "csv", talk);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines().toList().get(1)).startsWith("0,1.0,3.0,,A,true,");
    }

    @Test
    void timeline_windows_areAsLongAsTold() {
        CommandRun run =
                analyze(
                        "--mode",
                        "window",
                        "--window-seconds",
                        "1",
                        "--hop-seconds",
                        "0.5",
                        "--format",
                        "csv",
                        talk);

        assertThat(run.out().lines()).hasSize(16);
        assertThat(run.out().lines().toList().get(3)).startsWith("2,1.0,2.0,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--mode;voices",
                "--window-seconds;4",
                "--mode;window;--window-seconds;99",
                "--format;srt",
                "--json",
                "--mode;segments"
            })
    void timeline_optionsThatCannotBe_areUsage(String words) {
        List<Object> all = new ArrayList<>(List.of((Object[]) words.split(";", -1)));
        all.add(talk);

        assertThat(analyze(all.toArray()).exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void analyze_timelineOptionsWithoutIt_areUsage() {
        CommandRun run = CommandRun.of("analyze", "--mode", "window", talk);

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--timeline");
    }

    @Test
    void timeline_tableOfTwoFiles_isUsage() {
        assertThat(analyze("--format", "csv", talk, talk).exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
