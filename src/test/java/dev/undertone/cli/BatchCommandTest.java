package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.undertone.recognition.AnswerJson;
import dev.undertone.testing.FixtureModel;
import dev.undertone.testing.ParquetTable;
import dev.undertone.testing.VectorModels;
import dev.undertone.testing.WavBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BatchCommandTest {

    private static final String UMLAUT = "b/Grüße, \"zwei\".wav";

    @TempDir private Path folder;
    private Path archive;

    @BeforeEach
    void lay() throws IOException {
        FixtureFolder.write(folder.resolve("models"));
        archive = Files.createDirectories(folder.resolve("archive/b")).getParent();
        Files.write(archive.resolve("a.wav"), WavBytes.pcm16(16_000, 1, new float[16_000]));
        WavFile.write(archive.resolve(UMLAUT), WavFile.voice(0.9, 120));
        WavFile.write(archive.resolve("c.wav"), WavFile.voice(0.6, 180));
        Files.write(archive.resolve("d.wav"), stereo());
        Files.writeString(archive.resolve("notes.txt"), "This is not a recording.\n");
    }

    private static byte[] stereo() {
        float[] first = WavBytes.buzz(1, 1);
        float[] second = WavBytes.buzz(1, 4);
        float[] interleaved = new float[2 * first.length];
        for (int i = 0; i < first.length; i++) {
            interleaved[2 * i] = first[i];
            interleaved[2 * i + 1] = second[i] / 3;
        }
        return WavBytes.pcm16(16_000, 2, interleaved);
    }

    private CommandRun batch(Object input, Path out, Object... more) {
        List<Object> words = new ArrayList<>(List.of("batch", input, "--out", out));
        words.addAll(List.of("--models", folder.resolve("models")));
        words.addAll(List.of(more));
        if (!words.contains("--model")) {
            words.addAll(List.of("--model", FixtureFolder.MODEL));
        }
        if (!words.contains("--workers")) {
            words.addAll(List.of("--workers", 2));
        }
        return CommandRun.of(words.toArray());
    }

    private Path out(String name) {
        return folder.resolve(name);
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(BatchCommandTest::json).toList();
    }

    private static JsonNode json(String line) {
        return AnswerJson.mapper().readTree(line);
    }

    private JsonNode analyzed(String name, Object... more) {
        List<Object> words = new ArrayList<>(List.of("analyze", "--json"));
        words.addAll(List.of("--models", folder.resolve("models")));
        words.addAll(List.of("--model", FixtureFolder.MODEL, archive.resolve(name)));
        words.addAll(List.of(more));
        return json(CommandRun.of(words.toArray()).out());
    }

    @Test
    void batch_folder_hasTheNumbersOfAnalyzeInTheOrderOfTheNames() throws IOException {
        CommandRun run = batch(archive, out("t.jsonl"));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        List<JsonNode> rows = lines(out("t.jsonl"));
        assertThat(rows)
                .extracting(row -> row.get("path").asString())
                .containsExactly("a.wav", UMLAUT, "c.wav", "d.wav", "notes.txt");
        for (JsonNode row : rows.subList(0, 4)) {
            JsonNode answer = analyzed(row.get("path").asString());
            for (String label : FixtureModel.LABELS) {
                assertThat(row.get("probability_" + label))
                        .isEqualTo(answer.get("probabilities").get(label));
            }
            for (String field : List.of("emotion", "confidence", "abstention")) {
                assertThat(row.get(field)).isEqualTo(answer.get(field));
            }
            assertThat(row.get("speech_detected")).isEqualTo(answer.get("speechDetected"));
            JsonNode audio = answer.get("audio");
            assertThat(row.get("duration_seconds")).isEqualTo(audio.get("durationSeconds"));
            assertThat(row.get("codec")).isEqualTo(audio.get("codec"));
            assertThat(row.get("sample_rate_hz")).isEqualTo(audio.get("sampleRateHz"));
            assertThat(row.get("channels")).isEqualTo(audio.get("channels"));
            assertThat(row.get("reason").isNull()).isTrue();
        }
        assertThat(rows.get(0).get("abstention").asString()).isEqualTo("no-speech");
        assertThat(rows.get(4).get("reason").asString()).isEqualTo("unsupported-audio");
        assertThat(rows.get(4).get("probability_sad").isNull()).isTrue();
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("notes.txt: unsupported-audio: ")
                .contains("files     5, 5 heard in this run, 1 failed (unsupported-audio 1)")
                .contains("none      no-speech 1");
    }

    @Test
    void batch_everyFormat_holdsTheSame() throws IOException {
        for (String name : List.of("t.jsonl", "t.csv", "t.parquet")) {
            batch(archive, out(name), "--attention", "frames", "--embedding");
        }
        List<JsonNode> json = lines(out("t.jsonl"));
        List<Map<String, Object>> parquet = ParquetTable.rows(out("t.parquet"));
        List<NamedCsvRecord> csv;
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().ofNamedCsvRecord(out("t.csv"))) {
            csv = reader.stream().toList();
        }

        assertThat(json).hasSize(5);
        assertThat(parquet).hasSize(5);
        assertThat(csv).hasSize(5);
        assertThat(json.get(1).get("attention")).hasSize((14_400 - 400) / 160 + 1);
        assertThat(json.get(1).get("embedding")).hasSize(256);
        List<String> columns = new ArrayList<>(json.get(0).propertyNames());
        assertThat(csv.get(0).getHeader()).containsExactlyElementsOf(columns);
        assertThat(ParquetTable.schema(out("t.parquet")).getFields())
                .extracting(field -> field.getName())
                .containsExactlyElementsOf(columns);
        for (int row = 0; row < 5; row++) {
            for (String column : columns) {
                JsonNode value = json.get(row).get(column);
                assertThat(csv.get(row).getField(column))
                        .isEqualTo(
                                value.isNull()
                                        ? ""
                                        : value.isString() ? value.asString() : value.toString());
                assertThat(AnswerJson.mapper().writeValueAsString(parquet.get(row).get(column)))
                        .isEqualTo(value.toString());
            }
        }
    }

    /** What other programs rely on: names, types and order. */
    @Test
    void batch_parquet_hasTheDocumentedSchema() throws IOException {
        batch(archive, out("t.parquet"), "--attention", "frames");

        assertThat(ParquetTable.schema(out("t.parquet")).toString())
                .isEqualTo(
                        """
                        message undertone.batch {
                          required binary path (STRING);
                          optional int32 channel;
                          required binary model (STRING);
                          required binary version (STRING);
                          optional boolean speech_detected;
                          optional binary emotion (STRING);
                          optional float confidence;
                          optional binary abstention (STRING);
                          optional float probability_neutral;
                          optional float probability_happy;
                          optional float probability_angry;
                          optional float probability_sad;
                          optional double duration_seconds;
                          optional binary container (STRING);
                          optional binary codec (STRING);
                          optional int32 sample_rate_hz;
                          optional int32 channels;
                          optional binary reason (STRING);
                          optional binary detail (STRING);
                          optional group attention (LIST) {
                            repeated group list {
                              required float element;
                            }
                          }
                        }
                        """);
    }

    @Test
    void batch_eachChannel_hasARowForEach() throws IOException {
        batch(archive, out("t.jsonl"), "--channel", "each", "--include", "{c,d}.wav");

        List<JsonNode> rows = lines(out("t.jsonl"));
        assertThat(rows)
                .extracting(row -> row.get("path").asString() + row.get("channel").asInt())
                .containsExactly("c.wav0", "d.wav0", "d.wav1");
        assertThat(rows.get(1).get("probability_sad"))
                .isNotEqualTo(rows.get(2).get("probability_sad"));
        assertThat(rows.get(0).get("probability_sad"))
                .isEqualTo(analyzed("c.wav").get("probabilities").get("sad"));
    }

    @Test
    void batch_options_areThoseOfTheService() throws IOException {
        CommandRun run =
                batch(
                        archive,
                        out("t.jsonl"),
                        "--labels",
                        "sad,happy",
                        "--min-confidence",
                        "1",
                        "--include",
                        "c.*");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode row = lines(out("t.jsonl")).get(0);
        assertThat(row.get("abstention").asString()).isEqualTo("low-confidence");
        assertThat(row.get("emotion").isNull()).isTrue();
        assertThat(row.propertyNames())
                .filteredOn(name -> name.startsWith("probability"))
                .containsExactly("probability_happy", "probability_sad");
        JsonNode all = analyzed("c.wav").get("probabilities");
        double happy = all.get("happy").asDouble();
        assertThat(row.get("probability_happy").asDouble())
                .isCloseTo(happy / (happy + all.get("sad").asDouble()), within(1e-6));
    }

    @Test
    void batch_list_isRelativeToItselfInItsOrderWithDuplicates() throws IOException {
        Path list =
                Files.writeString(
                        archive.resolve("list.txt"),
                        "\uFEFFd.wav\r\n\nmissing.wav\nb\n" + archive.resolve("c.wav") + "\nd.wav");

        CommandRun run = batch(list, out("t.csv"));

        assertThat(run.exitCode()).isEqualTo(1);
        try (Stream<String> rows = Files.lines(out("t.csv")).skip(1)) {
            assertThat(rows.map(row -> row.replaceFirst(",.*", "")))
                    .containsExactly(
                            "d.wav",
                            "missing.wav",
                            "b",
                            archive.resolve("c.wav").toString(),
                            "d.wav");
        }
        assertThat(run.err())
                .contains("missing.wav: not-found: there is no such file")
                .contains("b: not-found: it is a folder or a device, no file");
    }

    @Test
    void batch_standardInput_isAList() throws IOException {
        InputStream before = System.in;
        System.setIn(
                new ByteArrayInputStream(
                        (archive.resolve("c.wav") + "\n").getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(batch("-", out("t.jsonl")).exitCode()).isZero();
        } finally {
            System.setIn(before);
        }
        assertThat(lines(out("t.jsonl"))).hasSize(1);
    }

    @Test
    void batch_summaryFile_weighsByDuration() throws IOException {
        batch(archive, out("t.jsonl"), "--summary", out("s.json"), "--quiet");

        JsonNode summary = json(Files.readString(out("s.json")));
        double weighted = 0;
        double seconds = 0;
        for (JsonNode row : lines(out("t.jsonl"))) {
            if (row.get("speech_detected").asBoolean(false)) {
                double duration = row.get("duration_seconds").asDouble();
                weighted += duration * Float.parseFloat(row.get("probability_angry").toString());
                seconds += duration;
            }
        }
        assertThat(seconds).isBetween(2.4, 2.6);
        assertThat(summary.get("speechSeconds").asDouble()).isCloseTo(seconds, within(1e-9));
        assertThat(summary.get("meanProbabilities").get("angry").asDouble())
                .isCloseTo(weighted / seconds, within(1e-9));
        assertThat(summary.get("failures").get("unsupported-audio").asInt()).isEqualTo(1);
        assertThat(summary.get("model").asString()).isEqualTo("fixture@1.0.0");
    }

    @Test
    void batch_quiet_saysNothing() {
        CommandRun run = batch(archive, out("t.jsonl"), "--quiet");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEmpty();
    }

    @Test
    void batch_tableIsThere_isRefusedUntilRestart() throws IOException {
        Files.writeString(out("t.jsonl"), "mine\n");

        CommandRun refused = batch(archive, out("t.jsonl"));
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("is there already; --restart replaces it");
        assertThat(out("t.jsonl")).hasContent("mine\n");

        assertThat(batch(archive, out("t.jsonl"), "--restart").exitCode()).isEqualTo(1);
        assertThat(lines(out("t.jsonl"))).hasSize(5);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("models", "archive", "t.jsonl");
        }
    }

    @Test
    void batch_ownFilesInTheFolder_areLeftOut() throws IOException {
        Path table = archive.resolve("t.jsonl");
        Path summary = archive.resolve("s.json");
        batch(archive, table, "--summary", summary);
        Files.createSymbolicLink(archive.resolve("gone.wav"), archive.resolve("nowhere"));
        Files.createSymbolicLink(archive.resolve("loop"), archive);
        Files.createSymbolicLink(archive.resolve("linked.wav"), archive.resolve("c.wav"));
        Files.writeString(archive.resolve(".hidden.wav"), "x");

        batch(archive, table, "--summary", summary, "--restart");

        assertThat(lines(table))
                .extracting(row -> row.get("path").asString())
                .containsExactly(
                        "a.wav", UMLAUT, "c.wav", "d.wav", "gone.wav", "linked.wav", "notes.txt");
    }

    @Test
    void batch_emptyFolder_isAnEmptyTable() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        assertThat(batch(empty, out("t.csv")).exitCode()).isZero();
        assertThat(Files.readAllLines(out("t.csv"))).hasSize(1);
        assertThat(batch(empty, out("t.parquet")).exitCode()).isZero();
        assertThat(ParquetTable.rows(out("t.parquet"))).isEmpty();
    }

    @Test
    void batch_modelWithoutFrames_hasNoAttention() throws IOException {
        VectorModels.write(folder.resolve("models"));

        batch(
                archive,
                out("t.jsonl"),
                "--model",
                "small-linear",
                "--attention=frames",
                "--include=c.wav");

        JsonNode row = lines(out("t.jsonl")).get(0);
        assertThat(row.get("model").asString()).isEqualTo("small-linear");
        assertThat(row.get("attention").isNull()).isTrue();
    }

    @Test
    void batch_wrongUsage_isExitTwoAndNothingIsLeft() throws IOException {
        assertThat(batch(archive, out("t.xlsx")).exitCode()).isEqualTo(2);
        assertThat(batch(folder.resolve("none"), out("t.csv")).exitCode()).isEqualTo(2);
        assertThat(batch(archive, out("t.csv"), "--workers", "0").exitCode()).isEqualTo(2);
        assertThat(batch(archive, out("t.csv"), "--channel", "left").exitCode()).isEqualTo(2);
        assertThat(batch(archive.resolve("c.wav"), out("t.csv")).exitCode()).isEqualTo(2);
        CommandRun labels = batch(archive, out("t.csv"), "--labels", "bored");
        assertThat(labels.exitCode()).isEqualTo(2);
        assertThat(labels.err()).contains("--labels: expected some of neutral, happy, angry, sad");
        CommandRun confidence = batch(archive, out("t.csv"), "--min-confidence", "2");
        assertThat(confidence.exitCode()).isEqualTo(2);
        assertThat(confidence.err()).contains("--min-confidence: expected a number of 0 to 1");
        assertThat(out("t.csv")).doesNotExist();
    }

    @Test
    void batch_unknownModel_isExitThree() {
        CommandRun run = batch(archive, out("t.csv"), "--model", "none");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(out("t.csv")).doesNotExist();
    }

    @Test
    void batch_changedSinceItWasStopped_isRefused() throws IOException {
        Path work = Files.createDirectories(folder.resolve(".t.csv.batch"));
        Path journal = work.resolve("journal.jsonl");
        Files.writeString(
                journal,
                """
                {"format":1,"model":"a-lstm@1.1.0","manifestSha256":"","options":"","files":5,"filesSha256":""}
                """);

        CommandRun run = batch(archive, out("t.csv"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("another model: a-lstm@1.1.0, now fixture@1.0.0; --restart begins anew");
        assertThat(journal).exists();
    }
}
