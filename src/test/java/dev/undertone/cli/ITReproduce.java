package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.training.SyntheticCorpus;
import dev.undertone.training.SyntheticIemocap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole comparison, all systems, as a user runs it: on ten synthetic speakers, by two processes. */
class ITReproduce {

    private static final int SPEAKERS = 10;
    private static final int FOLDS = 5;

    @TempDir private Path folder;

    @Test
    void reproduce_allSystemsByTwoWorkers_reportsEachOfThem() throws IOException {
        SyntheticCorpus.write(folder.resolve("corpus"), SPEAKERS);

        CommandRun run = reproduce("--workers", "2");

        assertThat(run.exitCode()).as(run.err()).isZero();
        String report = Files.readString(folder.resolve("report/report.md"));
        List<String> systems =
                List.of(
                        "linear",
                        "a-lstm",
                        "lstm",
                        "mean-lstm",
                        "a-gru",
                        "dnn-is10",
                        "fusion",
                        "a-lstm-mt",
                        "lstm-mt",
                        "mean-lstm-mt",
                        "a-gru-mt");
        assertThat(systems)
                .allSatisfy(system -> assertThat(report).contains("| " + system + " | 1 |"));
        try (Stream<Path> results = Files.list(folder.resolve("results"))) {
            assertThat(results).hasSizeGreaterThanOrEqualTo(systems.size() * FOLDS);
        }
        for (int worker = 1; worker <= 2; worker++) {
            assertThat(Files.readString(folder.resolve("runs/worker-%d.log".formatted(worker))))
                    .as("both workers trained")
                    .contains("crema-d/");
        }
    }

    @Test
    void reproduce_reportOnly_tellsWhatIsFinishedAndTrainsNothing() throws IOException {
        SyntheticCorpus.write(folder.resolve("corpus"), SPEAKERS);
        reproduce("--systems", "LINEAR");
        Path figures = folder.resolve("results/crema-d-linear-fold3-seed1.json");
        Files.delete(figures);

        CommandRun run = reproduce("--systems", "LINEAR", "--workers", "2", "--report-only");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(folder.resolve("report/report.md")))
                .contains("4 of the grid's 5 runs are finished")
                .doesNotContain("| linear |");
        assertThat(figures).doesNotExist();
    }

    /** Ten actors with a neutral, a happy, an excited, an angry and a sad turn each; two of them are the test of a fold. */
    @ParameterizedTest
    @CsvSource({"'', 4", "--excited-as-happy, 5"})
    void reproduce_iemocap_leavesSessionsOutInBothReadings(String variant, int turnsPerActor)
            throws IOException {
        SyntheticIemocap.write(folder.resolve("iemocap"));
        List<String> arguments =
                new ArrayList<>(
                        List.of("reproduce", "--systems", "LINEAR", "--seeds", "1", "--iemocap"));
        for (String name : List.of("iemocap", "--runs", "--results", "--report")) {
            if (name.startsWith("--")) {
                arguments.add(name);
            }
            arguments.add(folder.resolve(name.replace("--", "")).toString());
        }
        if (!variant.isEmpty()) {
            arguments.add(variant);
        }

        CommandRun run = CommandRun.of(arguments.toArray());

        assertThat(run.exitCode()).as(run.err()).isZero();
        String report = Files.readString(folder.resolve("report/report.md"));
        assertThat(report).contains("| linear | 1 |");
        String name = variant.isEmpty() ? "iemocap" : "iemocap-5531";
        try (Stream<Path> results = Files.list(folder.resolve("results"))) {
            List<Path> files =
                    results.filter(
                                    file ->
                                            file.getFileName()
                                                    .toString()
                                                    .startsWith(name + "-linear"))
                            .toList();
            assertThat(files).hasSize(FOLDS);
            // 8 actors do not test; one of them validates
            assertThat(Files.readString(files.get(0)))
                    .contains("\"trainingClips\" : " + 7 * turnsPerActor);
        }
    }

    @Test
    void reproduce_noCorpus_isAUsageError() {
        assertThat(CommandRun.of("reproduce").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    private CommandRun reproduce(String... more) {
        return CommandRun.of(
                Stream.concat(
                                Stream.of(
                                        "reproduce",
                                        "--crema-d",
                                        folder.resolve("corpus"),
                                        "--epochs",
                                        "1",
                                        "--dnn",
                                        "16,16,8",
                                        "--seeds",
                                        "1",
                                        "--runs",
                                        folder.resolve("runs"),
                                        "--results",
                                        folder.resolve("results"),
                                        "--report",
                                        folder.resolve("report")),
                                Stream.of(more))
                        .toArray());
    }
}
