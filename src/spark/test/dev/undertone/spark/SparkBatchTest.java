package dev.undertone.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.batch.BatchInput;
import dev.undertone.batch.BatchListener;
import dev.undertone.batch.BatchPlan;
import dev.undertone.batch.BatchRun;
import dev.undertone.batch.BatchScorer;
import dev.undertone.model.ModelSettings;
import dev.undertone.recognition.RecognitionOptions;
import dev.undertone.testing.FixtureModel;
import dev.undertone.testing.ParquetTable;
import dev.undertone.testing.WavBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One archive through {@code batch} and through Spark on two threads: the same table to the last bit. */
class SparkBatchTest {

    private static final int CLIPS = 12;

    @TempDir private static Path folder;
    private static SparkSession spark;
    private static Path archive;
    private static Path models;

    @BeforeAll
    static void lay() throws IOException {
        models = folder.resolve("models");
        FixtureModel.write(models);
        archive = Files.createDirectories(folder.resolve("archive/more of it")).getParent();
        for (int seed = 1; seed <= CLIPS; seed++) {
            String name = seed % 3 == 0 ? "more of it/Grüße %d.wav" : "%d.wav";
            float[] clip = WavBytes.buzz(0.4 + 0.1 * seed, seed);
            Files.write(
                    archive.resolve(name.formatted(seed)),
                    WavBytes.pcm16(16_000, seed % 4 == 0 ? 2 : 1, clip));
        }
        Files.write(archive.resolve("silence.wav"), WavBytes.pcm16(16_000, 1, new float[16_000]));
        Files.writeString(archive.resolve("notes.txt"), "This is not a recording.\n");
        spark =
                SparkSession.builder()
                        .master("local[2]")
                        .config("spark.ui.enabled", false)
                        .config("spark.driver.host", "localhost")
                        .config("spark.driver.bindAddress", "127.0.0.1")
                        .config("spark.sql.warehouse.dir", folder.resolve("w").toUri().toString())
                        .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    /** The table of {@code batch} with one row per channel, weights and vectors. */
    private static Path batch(BatchInput input, String name) throws Exception {
        Path table = folder.resolve(name);
        RecognitionOptions options =
                RecognitionOptions.parse(
                        Map.of(
                                "channel", List.of("each"),
                                "attention", List.of("frames"),
                                "embedding", List.of("true")));
        try (BatchScorer scorer =
                BatchScorer.open(
                        new ModelSettings(
                                models, Map.of(ModelSettings.DEFAULT_ALIAS, "fixture"), 2),
                        options)) {
            BatchPlan plan = new BatchPlan(input, table, 2, false);
            new BatchRun(plan, scorer, BatchListener.NONE).run();
        }
        return table;
    }

    private static Path submit(String name, String... input) {
        Path table = folder.resolve(name);
        List<String> words = new ArrayList<>(List.of(input));
        words.addAll(List.of("--out", table.toString(), "--model", "fixture"));
        words.addAll(List.of("--models", models.toString(), "--channel", "each"));
        words.addAll(List.of("--attention", "frames", "--embedding"));
        assertThat(SparkBatch.commandLine().execute(words.toArray(String[]::new))).isZero();
        return table;
    }

    private static List<Row> rows(Path table) {
        Dataset<Row> rows = spark.read().parquet(table.toString());
        return rows.orderBy("path", "channel").collectAsList();
    }

    @Test
    void folder_throughSpark_isTheTableOfBatch() throws Exception {
        Path here = batch(BatchInput.folder(archive, List.of(), Set.of()), "folder.parquet");

        Path there = submit("folder-spark", "--folder", archive.toString());

        List<Row> rows = rows(there);
        assertThat(rows).hasSize(CLIPS + 3 + 2);
        assertThat(rows).isEqualTo(rows(here));
        assertThat(spark.read().parquet(there.toString()).schema())
                .isEqualTo(spark.read().parquet(here.toString()).schema());
        assertThat(rows.stream().filter(row -> row.getAs("reason") != null))
                .singleElement()
                .satisfies(row -> assertThat(row.<String>getAs("path")).isEqualTo("notes.txt"));
        assertThat(rows.stream().map(row -> row.<Object>getAs("probability_sad")).distinct())
                .hasSizeGreaterThan(CLIPS);
    }

    @Test
    void list_throughSpark_isTheTableOfBatch() throws Exception {
        Path list = archive.resolveSibling("list.txt");
        Files.writeString(list, "archive/1.wav\narchive/gone.wav\n\narchive\narchive/2.wav\n");
        Path here = batch(BatchInput.list(list), "list.parquet");

        List<Row> rows = rows(submit("list-spark", "--list", list.toString()));

        assertThat(rows).hasSize(4).isEqualTo(rows(here));
        assertThat(rows.stream().map(row -> row.<String>getAs("reason")))
                .containsExactly("not-found", null, null, "not-found");
    }

    @Test
    void table_ofContents_hasTheSameNumbers() throws Exception {
        String contents = folder.resolve("contents").toString();
        spark.read()
                .format("binaryFile")
                .option("pathGlobFilter", "*.wav")
                .load(archive.toString())
                .write()
                .parquet(contents);
        Path here =
                batch(BatchInput.folder(archive, List.of("*.wav"), Set.of()), "contents.parquet");

        List<Row> rows = rows(submit("contents-spark", "--table", contents));

        assertThat(rows).isNotEmpty();
        Map<String, Row> byPath = new java.util.HashMap<>();
        for (Row row : rows(here)) {
            byPath.put(row.getAs("path") + "#" + row.getAs("channel"), row);
        }
        for (Row row : rows) {
            String path = row.getAs("path");
            Row other =
                    byPath.get(
                            path.substring(path.lastIndexOf('/') + 1) + "#" + row.getAs("channel"));
            assertThat(IntStream.range(1, row.size()).mapToObj(row::get))
                    .containsExactlyElementsOf(
                            IntStream.range(1, other.size()).mapToObj(other::get).toList());
        }
    }

    /** Three jobs of many tasks have run or run yet; the model was loaded once for each way to ask. */
    @Test
    void model_inOneProcess_isLoadedOnce() {
        submit("once-spark", "--folder", archive.toString());
        submit("twice-spark", "--folder", archive.toString());

        assertThat(ScorerSettings.loaded()).isEqualTo(1);
    }

    @Test
    void wrongUsage_isNoJob() {
        assertThat(execute("--folder", "x")).isEqualTo(2);
        assertThat(execute("--out", "x")).isEqualTo(2);
        Path none = folder.resolve("none");
        assertThat(
                        execute(
                                "--folder",
                                archive.toString(),
                                "--out",
                                none.toString(),
                                "--labels=bored"))
                .isEqualTo(2);
        assertThat(
                        execute(
                                "--folder",
                                archive.toString(),
                                "--out",
                                none.toString(),
                                "--model=none"))
                .isEqualTo(2);
        assertThat(none).doesNotExist();
    }

    private static int execute(String... words) {
        return SparkBatch.commandLine().execute(words);
    }

    /** What Spark writes, another reader reads. */
    @Test
    void table_ofSpark_isReadByParquetJava() throws IOException {
        Path table = submit("read-spark", "--folder", archive.toString());
        int rows = 0;
        try (Stream<Path> parts = Files.list(table)) {
            for (Path part : parts.filter(file -> file.toString().endsWith(".parquet")).toList()) {
                rows += ParquetTable.rows(part).size();
            }
        }
        assertThat(rows).isEqualTo(CLIPS + 3 + 2);
    }
}
