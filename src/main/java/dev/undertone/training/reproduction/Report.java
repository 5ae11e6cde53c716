package dev.undertone.training.reproduction;

import dev.undertone.evaluation.ConfusionMatrix;
import dev.undertone.evaluation.PairedComparison;
import dev.undertone.evaluation.SeedSpread;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The comparison as Markdown: for each protocol what every system reached, and who beats whom. */
final class Report {

    /** First against second; the paper's claims, then ours. */
    private static final List<List<ComparedSystem>> PAIRS =
            List.of(
                    List.of(ComparedSystem.A_LSTM, ComparedSystem.LSTM),
                    List.of(ComparedSystem.A_LSTM, ComparedSystem.MEAN_LSTM),
                    List.of(ComparedSystem.A_LSTM, ComparedSystem.A_GRU),
                    List.of(ComparedSystem.A_LSTM_MT, ComparedSystem.A_LSTM),
                    List.of(ComparedSystem.LSTM_MT, ComparedSystem.LSTM),
                    List.of(ComparedSystem.MEAN_LSTM_MT, ComparedSystem.MEAN_LSTM),
                    List.of(ComparedSystem.A_GRU_MT, ComparedSystem.A_GRU),
                    List.of(ComparedSystem.DNN_IS10, ComparedSystem.A_LSTM),
                    List.of(ComparedSystem.FUSION, ComparedSystem.DNN_IS10),
                    List.of(ComparedSystem.FUSION, ComparedSystem.A_LSTM),
                    List.of(ComparedSystem.A_LSTM, ComparedSystem.LINEAR),
                    List.of(ComparedSystem.FUSION, ComparedSystem.LINEAR),
                    List.of(ComparedSystem.ENSEMBLE, ComparedSystem.A_LSTM),
                    List.of(ComparedSystem.ENSEMBLE, ComparedSystem.LINEAR),
                    List.of(ComparedSystem.A_LSTM_MC, ComparedSystem.A_LSTM),
                    List.of(ComparedSystem.LINEAR_MC, ComparedSystem.LINEAR),
                    List.of(ComparedSystem.ROBUST, ComparedSystem.LINEAR_MC),
                    List.of(ComparedSystem.ROBUST, ComparedSystem.LINEAR),
                    List.of(ComparedSystem.ROBUST, ComparedSystem.ENSEMBLE));

    private final Grid grid;
    private final GridFigures figures;
    private final StringBuilder text = new StringBuilder();

    Report(Grid grid, GridFigures figures) {
        this.grid = grid;
        this.figures = figures;
    }

    String markdown() {
        line("# The comparison in figures");
        line("");
        line(
                "Written by `reproduce`; %d of the grid's %d runs are finished. The discussion is in [reproduction.md](../reproduction.md).",
                figures.finishedRuns(), grid.runs().size());
        for (Protocol protocol : figures.protocols()) {
            line("");
            line("## %s", protocol.name());
            line("");
            line(
                    "%d clips of %d speakers in %d folds, every speaker tested once; classes %s. All folds of a seed are pooled into one confusion matrix.",
                    protocol.clips().size(),
                    protocol.clips().stream().map(clip -> clip.speaker()).distinct().count(),
                    protocol.plan().folds().size(),
                    String.join(", ", protocol.emotions()));
            systems(protocol, SystemFigures.State.EARLY_STOPPED);
            systems(protocol, SystemFigures.State.LAST);
            confusions(protocol);
        }
        return text.toString();
    }

    private void systems(Protocol protocol, SystemFigures.State state) {
        line("");
        line(
                state == SystemFigures.State.LAST
                        ? "### After the last epoch"
                        : "### Stopped at the epoch that the validation speakers liked best");
        line("");
        line(
                "| system | seeds | MAF | MAP | accuracy | UAR | +- seeds | +- speakers | parameters | CPU min | wall min |");
        line("|---|---|---|---|---|---|---|---|---|---|---|");
        for (SystemFigures one : figures.systems(protocol, state)) {
            SeedSpread uar = one.spread(ConfusionMatrix::unweightedAverageRecall);
            line(
                    "| %s | %d | %.3f | %.3f | %.3f | **%.3f** | %s | %.3f | %,d | %.1f | %.1f |",
                    one.system().systemName(),
                    one.seeds().size(),
                    one.spread(ConfusionMatrix::macroAverageF).mean(),
                    one.spread(ConfusionMatrix::macroAveragePrecision).mean(),
                    one.spread(ConfusionMatrix::accuracy).mean(),
                    uar.mean(),
                    uar.deviationText(),
                    one.speakerStandardError(),
                    one.parameters(),
                    one.cpuMinutesPerRun(),
                    one.wallMinutesPerRun());
        }
        pairs(protocol, state);
    }

    private void pairs(Protocol protocol, SystemFigures.State state) {
        line("");
        line(
                "| first | second | mean difference of UAR | median | speakers better / worse / same | p (Wilcoxon) | seeds |");
        line("|---|---|---|---|---|---|---|");
        for (List<ComparedSystem> pair : PAIRS) {
            ComparedSystem first = pair.get(0);
            ComparedSystem second = pair.get(1);
            Set<Integer> seeds = figures.sharedSeeds(protocol, first, second);
            if (!seeds.isEmpty()) {
                pair(pair, seeds.size(), figures.paired(protocol, first, second, seeds, state));
            }
        }
    }

    private void pair(List<ComparedSystem> pair, int seeds, PairedComparison comparison) {
        line(
                "| %s | %s | %+.3f | %+.3f | %d / %d / %d | %.2g | %d |",
                pair.get(0).systemName(),
                pair.get(1).systemName(),
                comparison.meanDifference(),
                comparison.medianDifference(),
                comparison.wins(),
                comparison.losses(),
                comparison.ties(),
                comparison.pValue(),
                seeds);
    }

    private void confusions(Protocol protocol) {
        line("");
        line("### Confusions after the last epoch, in percent of the true class");
        for (SystemFigures one : figures.systems(protocol, SystemFigures.State.LAST)) {
            ConfusionMatrix pooled = one.pooled();
            line("");
            line("| %s | %s |", one.system().systemName(), String.join(" | ", pooled.labels()));
            line("|---%s|", "|---".repeat(pooled.labels().size()));
            long[][] counts = pooled.counts();
            for (int row = 0; row < counts.length; row++) {
                long truths = Arrays.stream(counts[row]).sum();
                StringBuilder cells = new StringBuilder();
                for (long count : counts[row]) {
                    cells.append(String.format(Locale.ROOT, " %.0f |", 100.0 * count / truths));
                }
                line("| **%s** |%s", pooled.labels().get(row), cells);
            }
        }
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
