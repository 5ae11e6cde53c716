package dev.undertone.cli;

import dev.undertone.training.EpochReport;
import dev.undertone.training.TrainingListener;
import dev.undertone.training.corpus.Corpus;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Shows a training run: a line per epoch, and on a terminal a bar for the epoch under way. */
final class TrainingProgress implements TrainingListener, AutoCloseable {

    private final PrintWriter err;
    private final boolean terminal;
    private @Nullable ProgressBar bar;
    private int epochs;
    private int epochsBefore;
    private double secondsInThisRun;

    TrainingProgress(PrintWriter err) {
        this.err = err;
        this.terminal = Ansi.AUTO.enabled();
    }

    @Override
    public void onLoading(List<Corpus> corpora) {
        for (Corpus corpus : corpora) {
            err.printf("%s: %d clips%n", corpus.name(), corpus.clips().size());
            corpus.remarks().forEach(remark -> err.println("  " + remark));
        }
        err.println("computing features ...");
        err.flush();
    }

    @Override
    public void onGridRun(String id) {
        err.println(id);
        err.flush();
    }

    @Override
    public void onRun(String name, int finishedEpochs, int allEpochs) {
        err.printf("%s: %d of %d epochs done%n", name, finishedEpochs, allEpochs);
        err.flush();
        epochs = allEpochs;
        epochsBefore = finishedEpochs;
        secondsInThisRun = 0;
    }

    @Override
    public void onStep(int epoch, int step, int steps, float loss) {
        if (!terminal) {
            return;
        }
        if (bar == null) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName("epoch " + epoch)
                            .setInitialMax(steps)
                            .setConsumer(new ConsoleProgressBarConsumer(System.err))
                            .clearDisplayOnFinish()
                            .build();
        }
        bar.stepTo(step);
        bar.setExtraMessage(String.format(Locale.ROOT, " loss %.3f", loss));
    }

    @Override
    public void onEpoch(EpochReport report) {
        closeBar();
        secondsInThisRun += report.wallSeconds();
        double perEpoch = secondsInThisRun / (report.epoch() - epochsBefore);
        Duration left = Duration.ofSeconds(Math.round(perEpoch * (epochs - report.epoch())));
        err.printf(
                Locale.ROOT,
                "epoch %d/%d  loss %.4f  validation UAR %s  %.0f s  left %d:%02d:%02d%n",
                report.epoch(),
                epochs,
                report.trainingLoss(),
                report.validationUar() == null
                        ? "-"
                        : String.format(Locale.ROOT, "%.4f", report.validationUar()),
                report.wallSeconds(),
                left.toHours(),
                left.toMinutesPart(),
                left.toSecondsPart());
        err.flush();
    }

    private void closeBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    @Override
    public void close() {
        closeBar();
    }
}
