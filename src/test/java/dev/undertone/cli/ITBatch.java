package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.WavBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as an archivist runs it: a process that is killed without warning, and the next one that goes on. */
class ITBatch {

    private static final Path JAR = Path.of("target", "undertone.jar");
    private static final int CLIPS = 400;

    @TempDir private Path folder;
    private Path archive;

    @BeforeEach
    void lay() throws IOException {
        FixtureFolder.write(folder.resolve("models"));
        archive = Files.createDirectories(folder.resolve("archive"));
        for (int i = 0; i < CLIPS; i++) {
            Path clip = archive.resolve("%03d.wav".formatted(i));
            if (i % 50 == 49) {
                Files.writeString(clip, "not a recording");
            } else {
                Files.write(clip, WavBytes.pcm16(16_000, 1, WavBytes.buzz(2, i)));
            }
        }
    }

    private Process start(String table) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", JAR.toString(), "batch", archive.toString()));
        command.addAll(List.of("--out", folder.resolve(table).toString(), "--workers", "2"));
        command.addAll(List.of("--model", FixtureFolder.MODEL));
        command.addAll(List.of("--models", folder.resolve("models").toString()));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private void finish(String table) throws IOException, InterruptedException {
        Process process = start(table);
        try {
            assertThat(process.waitFor(300, TimeUnit.SECONDS)).as("ended in time").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err")))
                .isEqualTo(ExitCode.INPUT_FAILED);
    }

    /** Kills the process once its journal has so many lines; returns how many files it had heard when it was dead. */
    private int killAt(int lines, String table) throws IOException, InterruptedException {
        Path journal = folder.resolve("." + table + ".batch/journal.jsonl");
        Process process = start(table);
        try {
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
            while (lines(journal) < lines && System.nanoTime() < deadline) {
                assertThat(process.waitFor(2, TimeUnit.MILLISECONDS)).as("ended early").isFalse();
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).isEqualTo(128 + 9);
        return lines(journal);
    }

    /** Of files that were heard, in a journal that may not be there yet. */
    private static int lines(Path journal) throws IOException {
        if (!Files.exists(journal)) {
            return 0;
        }
        int ends = 0;
        for (byte octet : Files.readAllBytes(journal)) {
            ends += octet == '\n' ? 1 : 0;
        }
        return Math.max(0, ends - 1);
    }

    @Test
    void batch_killedTwiceAndResumed_givesTheBytesOfARunThatWasNot() throws Exception {
        finish("whole.csv");

        int first = killAt(CLIPS / 4, "table.csv");
        assertThat(first).isBetween(CLIPS / 4, CLIPS - 1);
        assertThat(folder.resolve("table.csv")).doesNotExist();
        int second = killAt(first + CLIPS / 4, "table.csv");
        assertThat(second).isBetween(first + CLIPS / 4, CLIPS - 1);
        finish("table.csv");

        assertThat(folder.resolve("table.csv")).hasSameBinaryContentAs(folder.resolve("whole.csv"));
        assertThat(Files.readString(folder.resolve("err")))
                .contains(second + " of " + CLIPS + " files are done already")
                .contains((CLIPS - second) + " heard in this run, 8 failed (unsupported-audio 8)");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "models", "archive", "err", "whole.csv", "table.csv");
        }
    }
}
