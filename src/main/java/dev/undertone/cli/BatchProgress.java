package dev.undertone.cli;

import dev.undertone.batch.BatchListener;
import dev.undertone.batch.BatchSummary;
import dev.undertone.recognition.RecognitionException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** On a terminal a bar with the time left; then the summary. Never a word about what was said. */
final class BatchProgress implements BatchListener, AutoCloseable {

    private final PrintWriter err;
    private final boolean quiet;
    private @Nullable ProgressBar bar;

    BatchProgress(PrintWriter err, boolean quiet) {
        this.err = err;
        this.quiet = quiet;
    }

    @Override
    public synchronized void onStart(long files, long done) {
        if (quiet) {
            return;
        }
        if (done > 0) {
            err.printf(Locale.ROOT, "%d of %d files are done already%n", done, files);
            err.flush();
        }
        if (Ansi.AUTO.enabled()) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName("files")
                            .setInitialMax(files)
                            .startsFrom(done, Duration.ZERO)
                            .setConsumer(new ConsoleProgressBarConsumer(System.err))
                            .clearDisplayOnFinish()
                            .build();
        }
    }

    @Override
    public synchronized void onFile(double audioSeconds) {
        if (bar != null) {
            bar.step();
        }
    }

    /** A fault of ours is told with its trace, one of the file stands in the table. */
    @Override
    public synchronized void onFailure(String path, RecognitionException failure) {
        if (failure.reason().isOurs()) {
            err.println(path + ": " + failure.getMessage());
            failure.printStackTrace(err);
            err.flush();
        }
    }

    @Override
    public synchronized void onTable() {
        close();
    }

    /** The summary, for the eye. */
    void tell(BatchSummary summary) {
        if (quiet) {
            return;
        }
        tellFailures(summary);
        err.printf(
                Locale.ROOT,
                "files     %d, %d heard in this run, %d failed%s%n",
                summary.files(),
                summary.heard(),
                summary.failed(),
                summary.failed() == 0 ? "" : " (" + counts(summary.failures()) + ")");
        err.printf(
                Locale.ROOT,
                "audio     %.3f h, %.3f h with speech%n",
                summary.audioSeconds() / 3600,
                summary.speechSeconds() / 3600);
        err.println("emotions  " + counts(summary.emotions()));
        if (!summary.abstentions().isEmpty()) {
            err.println("none      " + counts(summary.abstentions()));
        }
        err.println("mean      " + means(summary));
        err.printf(
                Locale.ROOT,
                "time      %.1f s, %.0f x real time%n",
                summary.wallSeconds(),
                summary.timesRealTime());
        err.flush();
    }

    private void tellFailures(BatchSummary summary) {
        summary.firstFailures()
                .forEach(
                        failure ->
                                err.printf(
                                        "%s: %s: %s%n",
                                        failure.path(), failure.reason(), failure.detail()));
        int more = summary.failed() - summary.firstFailures().size();
        if (more > 0) {
            err.println("... and " + more + " more");
        }
    }

    private static String counts(Map<String, Integer> counts) {
        return counts.isEmpty()
                ? "-"
                : counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String means(BatchSummary summary) {
        return summary.meanProbabilities().isEmpty()
                ? "-"
                : summary.meanProbabilities().entrySet().stream()
                        .map(
                                entry ->
                                        String.format(
                                                Locale.ROOT,
                                                "%s %.3f",
                                                entry.getKey(),
                                                entry.getValue()))
                        .collect(Collectors.joining(", "));
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
