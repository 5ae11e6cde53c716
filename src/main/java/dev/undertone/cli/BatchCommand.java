package dev.undertone.cli;

import dev.undertone.batch.BatchInput;
import dev.undertone.batch.BatchPlan;
import dev.undertone.batch.BatchRun;
import dev.undertone.batch.BatchScorer;
import dev.undertone.batch.BatchSummary;
import dev.undertone.batch.InvalidBatchException;
import dev.undertone.batch.TableFormat;
import dev.undertone.recognition.AnswerJson;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RecognitionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code batch DIR|LIST --out TABLE}: an archive to one table, on all cores, going on after a kill. */
@Command(
        name = "batch",
        description = {
            "Hears an archive: all files below a folder, or those of a list, into one table.",
            "A run that was killed goes on where it was when the same command is given",
            "again; a file that has changed since is heard again. One bad file does not stop",
            "the run: it has a row with its reason."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        footer = {
            "",
            "A row per file (with --channel each, per channel) in the order of the list or",
            "of the names: path, channel, model, version, speech_detected, emotion,",
            "confidence, abstention, probability_LABEL for each label, duration_seconds,",
            "container, codec, sample_rate_hz, channels, reason, detail; with --attention",
            "frames and --embedding these too. Until the table is complete, its parts lie in",
            "the hidden folder .NAME.batch beside it. A summary goes to standard error.",
            "",
            "Exit codes: 0 all files were heard; 1 some were not, or a disk is full; 2 wrong",
            "usage, or the run before was of another kind; 3 no model.",
            "",
            "Examples:",
            "  undertone batch calls/ --out calls.parquet --include '*.wav'",
            "  find /archive -name '*.wav' | undertone batch - --out archive.jsonl",
            "  undertone batch files.txt --out files.csv --channel each"
        })
final class BatchCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR|LIST",
            description =
                    "A folder, or a text file with one path per line (relative to it), or - for such"
                            + " lines from standard input.")
    private Path input;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "TABLE",
            description = "The table to write: .parquet, .jsonl or .csv.")
    private Path out;

    @Mixin private ModelOptions model;

    @Option(
            names = "--channel",
            defaultValue = "mix",
            paramLabel = "mix|each",
            description = "What becomes of several channels (${DEFAULT-VALUE}).")
    private String channel;

    @Option(
            names = "--attention",
            defaultValue = "none",
            paramLabel = "frames|none",
            description = "Whether to add the weight of every 10 ms frame (${DEFAULT-VALUE}).")
    private String attention;

    @Option(names = "--embedding", description = "Add the vector before the classifier.")
    private boolean embedding;

    @Option(
            names = "--min-confidence",
            defaultValue = "0",
            paramLabel = "0..1",
            description = "Below it no emotion is named (${DEFAULT-VALUE}).")
    private String minConfidence;

    @Option(
            names = "--labels",
            paramLabel = "LABEL,...",
            description = "The labels among which the probabilities are shared out (all).")
    private @Nullable String labels;

    @Option(
            names = "--include",
            paramLabel = "GLOB",
            description =
                    "Of a folder, only files of such names; may be given several times (any name: a"
                            + " file that is no audio then has a row that says so).")
    private List<String> include = List.of();

    @Option(names = "--workers", paramLabel = "N", description = "Files at a time (all cores).")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--restart",
            description = "Begin anew, whatever a run before or an existing table holds.")
    private boolean restart;

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description = "Write the summary as JSON too.")
    private @Nullable Path summaryFile;

    @Option(names = "--quiet", description = "No progress bar and no summary.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException, InterruptedException {
        BatchPlan plan = plan();
        RecognitionOptions options = options();
        try (BatchScorer scorer = BatchScorer.open(model.settings(workers), options);
                BatchProgress progress = new BatchProgress(spec.commandLine().getErr(), quiet)) {
            BatchSummary summary = new BatchRun(plan, scorer, progress).run();
            progress.tell(summary);
            if (summaryFile != null) {
                Files.write(summaryFile, AnswerJson.write(summary));
            }
            return summary.failed() == 0 ? ExitCode.OK : ExitCode.INPUT_FAILED;
        } catch (InvalidBatchException e) {
            return refused(e);
        } catch (RecognitionException e) {
            throw wrong(e);
        }
    }

    private int refused(InvalidBatchException e) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
        return ExitCode.USAGE;
    }

    private BatchPlan plan() {
        if (workers <= 0) {
            throw new ParameterException(
                    spec.commandLine(), "--workers: expected at least 1 but got " + workers);
        }
        try {
            TableFormat.of(out);
        } catch (InvalidBatchException e) {
            throw new ParameterException(spec.commandLine(), "--out: " + e.getMessage(), e);
        }
        return new BatchPlan(files(), out, workers, restart);
    }

    private BatchInput files() {
        if (Files.isDirectory(input)) {
            Set<Path> own = new HashSet<>(Set.of(out));
            if (summaryFile != null) {
                own.add(summaryFile);
            }
            return BatchInput.folder(input, include, own);
        }
        if (!include.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--include needs a folder");
        }
        if (input.toString().equals("-")) {
            return BatchInput.list(System.in);
        }
        if (!Files.exists(input)) {
            throw new ParameterException(spec.commandLine(), "no such folder or list: " + input);
        }
        return BatchInput.list(input);
    }

    private RecognitionOptions options() {
        Map<String, List<String>> words = new TreeMap<>();
        words.put("channel", List.of(channel));
        words.put("attention", List.of(attention));
        words.put("embedding", List.of(String.valueOf(embedding)));
        words.put("minConfidence", List.of(minConfidence));
        if (labels != null) {
            words.put("labels", List.of(labels));
        }
        try {
            return RecognitionOptions.parse(words);
        } catch (RecognitionException e) {
            throw wrong(e);
        }
    }

    /** The parameter by the name that it has here. */
    private ParameterException wrong(RecognitionException e) {
        String parameter = String.valueOf(e.parameter());
        String option = parameter.equals("minConfidence") ? "min-confidence" : parameter;
        return new ParameterException(
                spec.commandLine(), "--%s: %s".formatted(option, e.detail()), e);
    }
}
