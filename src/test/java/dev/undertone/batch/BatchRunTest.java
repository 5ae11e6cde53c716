package dev.undertone.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.model.ModelSettings;
import dev.undertone.recognition.RecognitionOptions;
import dev.undertone.testing.FixtureModel;
import dev.undertone.testing.WavBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchRunTest {

    private static final int CLIPS = 40;

    @TempDir private static Path models;
    private static BatchScorer scorer;

    @TempDir private Path folder;
    private Path archive;
    private Path table;

    @BeforeAll
    static void open() {
        FixtureModel.write(models);
        scorer =
                BatchScorer.open(
                        new ModelSettings(
                                models, Map.of(ModelSettings.DEFAULT_ALIAS, "fixture"), 2),
                        RecognitionOptions.DEFAULT);
    }

    @AfterAll
    static void close() {
        scorer.close();
    }

    @BeforeEach
    void lay() throws IOException {
        archive = Files.createDirectories(folder.resolve("archive"));
        table = folder.resolve("table.jsonl");
        for (int i = 0; i < CLIPS; i++) {
            double seconds = i % 7 == 0 ? 3 : 0.2;
            Files.write(
                    archive.resolve("%02d.wav".formatted(i)),
                    WavBytes.pcm16(16_000, 1, WavBytes.buzz(seconds, i)));
        }
    }

    private BatchSummary run(int workers, BatchListener listener) throws Exception {
        BatchInput input = BatchInput.folder(archive, List.of(), Set.of());
        return new BatchRun(new BatchPlan(input, table, workers, false), scorer, listener).run();
    }

    /** Ends a run after some files, as a failing disk would. */
    private static final class Stop implements BatchListener {

        private final AtomicInteger left;

        Stop(int files) {
            left = new AtomicInteger(files);
        }

        @Override
        public void onFile(double audioSeconds) {
            if (left.decrementAndGet() == 0) {
                throw new IllegalStateException("stopped by the test");
            }
        }
    }

    @Test
    void run_anyNumberOfWorkers_givesTheSameBytesInOrder() throws Exception {
        run(1, BatchListener.NONE);
        byte[] alone = Files.readAllBytes(table);
        Files.delete(table);
        run(8, BatchListener.NONE);

        assertThat(table).hasBinaryContent(alone);
        assertThat(Files.readAllLines(table).stream().map(line -> line.substring(9, 15)))
                .containsExactlyElementsOf(
                        IntStream.range(0, CLIPS).mapToObj("%02d.wav"::formatted).toList());
    }

    @Test
    void run_stoppedAgainAndAgain_repeatsNothingAndGivesTheSameBytes() throws Exception {
        run(2, BatchListener.NONE);
        byte[] whole = Files.readAllBytes(table);
        Files.delete(table);
        AtomicInteger heard = new AtomicInteger();
        BatchListener counting =
                new BatchListener() {
                    @Override
                    public void onFile(double audioSeconds) {
                        heard.incrementAndGet();
                    }
                };
        for (int files : new int[] {1, 7, 5}) {
            Stop stop = new Stop(files);
            assertThatThrownBy(() -> run(2, stop)).hasRootCauseMessage("stopped by the test");
            assertThat(table).doesNotExist();
            heard.addAndGet(files - stop.left.get());
        }
        Files.write(folder.resolve(".table.jsonl.batch/table"), new byte[] {1, 2, 3});

        BatchSummary summary = run(2, counting);

        assertThat(heard).hasValue(CLIPS);
        assertThat(summary.heard()).isLessThanOrEqualTo(CLIPS - 13);
        assertThat(table).hasBinaryContent(whole);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(archive, table);
        }
    }

    @Test
    void run_fileChangedAfterItWasHeard_hearsItAgain() throws Exception {
        assertThatThrownBy(() -> run(1, new Stop(20))).isInstanceOf(IllegalStateException.class);
        Path changed = archive.resolve("03.wav");
        Path touched = archive.resolve("04.wav");
        Files.write(changed, WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5, 99)));
        Files.setLastModifiedTime(touched, FileTime.fromMillis(1_000_000));

        BatchSummary summary = run(1, BatchListener.NONE);

        assertThat(summary.heard()).isEqualTo(CLIPS - 20 + 2);
        assertThat(Files.readAllLines(table)).hasSize(CLIPS);
        assertThat(Files.readAllLines(table).get(3)).contains("\"duration_seconds\":0.5,");
    }

    @Test
    void run_fileAddedAfterItWasStopped_isRefused() throws Exception {
        assertThatThrownBy(() -> run(1, new Stop(3))).isInstanceOf(IllegalStateException.class);
        Files.copy(archive.resolve("00.wav"), archive.resolve("new.wav"));

        assertThatThrownBy(() -> run(1, BatchListener.NONE))
                .isInstanceOf(InvalidBatchException.class)
                .hasMessageContaining("another number of files: 40, now 41");
    }

    @Test
    void run_twoAtOnce_theSecondIsRefused() throws Exception {
        try (WorkFolder first = WorkFolder.open(table, false)) {
            assertThat(first.journal()).doesNotExist();
            assertThatThrownBy(() -> run(1, BatchListener.NONE))
                    .isInstanceOf(InvalidBatchException.class)
                    .hasMessage("another process is writing " + table);
        }
    }

    @Test
    void run_badFiles_haveTheirReasonsAndStopNothing() throws Exception {
        byte[] whole = Files.readAllBytes(archive.resolve("00.wav"));
        Files.write(archive.resolve("05.wav"), new byte[0]);
        Files.write(archive.resolve("06.wav"), Arrays.copyOf(whole, 3_000));
        Files.write(archive.resolve("07.wav"), WavBytes.pcm16(16_000, 1, new float[100]));
        Files.write(archive.resolve("08.wav"), new byte[5_000]);
        Files.delete(archive.resolve("09.wav"));
        Files.createSymbolicLink(archive.resolve("09.wav"), archive.resolve("nowhere"));

        BatchSummary summary = run(2, BatchListener.NONE);

        assertThat(summary.files()).isEqualTo(CLIPS);
        assertThat(summary.failed()).isEqualTo(5);
        assertThat(summary.firstFailures())
                .extracting(failure -> failure.path() + " " + failure.reason())
                .containsExactly(
                        "05.wav empty-body",
                        "06.wav malformed-audio",
                        "07.wav audio-too-short",
                        "08.wav unsupported-audio",
                        "09.wav not-found");
        assertThat(summary.emotions().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(CLIPS - 5);
    }
}
