package dev.undertone.training.release;

import dev.undertone.evaluation.ConfusionMatrix;
import dev.undertone.evaluation.CoverageCurve;
import dev.undertone.evaluation.SeedSpread;
import dev.undertone.evaluation.SpeakerBootstrap;
import dev.undertone.evaluation.SpeakerSpread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A model card: what the model is, what it reached on whom, how far its probabilities can be trusted, what it is not for.
 *
 * @param title name and version
 * @param what a paragraph on the network and what it reads
 * @param evidence for the figures
 * @param weights a sentence on who the released weights learned from, and how that differs from the evidence
 * @param training a paragraph on data and recipe
 * @param corpora names of the training data
 */
public record SystemCard(
        String title,
        String what,
        Evidence evidence,
        String weights,
        String training,
        List<String> corpora) {

    public SystemCard {
        corpora = List.copyOf(corpora);
    }

    /** The card in Markdown. */
    public String text() {
        List<String> sections = new ArrayList<>();
        sections.add("# %s\n\n%s\n".formatted(title, what));
        sections.add(figures());
        sections.add(confusions());
        sections.add(calibration());
        sections.add(fairness());
        sections.add("## Training\n\n%s\n".formatted(training));
        sections.addAll(new CardTexts(corpora, labels()).sections());
        return String.join("\n", sections);
    }

    private String figures() {
        SpeakerBootstrap interval = evidence.interval();
        return format(
                """
                ## Figures on unseen speakers

                %s, %s: %d speakers, %d clips, seeds %s. Chance is %.2f.

                | figure | mean over the seeds | standard deviation over the seeds |
                |---|---|---|
                %s%s%s%s
                95 %% interval of the UAR over other speakers (bootstrap over these): %.3f to %.3f.

                %s
                """,
                evidence.corpus(),
                evidence.protocol(),
                evidence.perSpeaker().size(),
                evidence.test().get(0).clips().size(),
                evidence.seeds(),
                1.0 / labels().size(),
                row(
                        "UAR (unweighted average recall)",
                        evidence.spread(ConfusionMatrix::unweightedAverageRecall)),
                row("MAF (macro-average F)", evidence.spread(ConfusionMatrix::macroAverageF)),
                row(
                        "MAP (macro-average precision)",
                        evidence.spread(ConfusionMatrix::macroAveragePrecision)),
                row("accuracy", evidence.spread(ConfusionMatrix::accuracy)),
                interval.low(),
                interval.high(),
                weights);
    }

    private String row(String name, SeedSpread spread) {
        return format("| %s | %.3f | %s |\n", name, spread.mean(), spread.deviationText());
    }

    private String confusions() {
        long[][] counts = evidence.pooled().confusions().pooled().counts();
        StringBuilder table = new StringBuilder("| truth | ").append(String.join(" | ", labels()));
        table.append(" | recall |\n|").append("---|".repeat(labels().size() + 2)).append('\n');
        for (int i = 0; i < counts.length; i++) {
            String cells =
                    LongStream.of(counts[i])
                            .mapToObj(Long::toString)
                            .collect(Collectors.joining(" | "));
            double clips = Math.max(1, Arrays.stream(counts[i]).sum());
            table.append(
                    format("| %s | %s | %.3f |\n", labels().get(i), cells, counts[i][i] / clips));
        }
        return "## Confusion matrix\n\nRows are the truth, columns the answers; the seeds added up.\n\n"
                + table;
    }

    private String calibration() {
        if (evidence.validation().isEmpty()) {
            return """
            ## Calibration

            None (temperature 1): take a probability as a score, not as a frequency.
            """;
        }
        double temperature = evidence.temperature();
        StringBuilder rows = new StringBuilder();
        for (CoverageCurve.Point point : evidence.coverage().points()) {
            if (point.accuracy() != null && point.uar() != null) {
                rows.append(
                        format(
                                "| %.2f | %.3f | %.3f | %.3f |\n",
                                point.minConfidence(),
                                point.coverage(),
                                point.accuracy(),
                                point.uar()));
            }
        }
        return format(
                """
                ## Calibration and abstention

                Temperature %.3f, fitted on validation speakers. Expected calibration error (15 equal-width bins) on the \
                test speakers: %.3f before, %.3f after.

                With `minConfidence` the service abstains below a confidence; on the test speakers:

                | minConfidence | answered | accuracy of the answers | UAR of the answers |
                |---|---|---|---|
                %s""",
                temperature,
                evidence.calibrationError(1),
                evidence.calibrationError(temperature),
                rows);
    }

    private String fairness() {
        SpeakerSpread spread = evidence.speakers();
        String genders =
                spread.uarByGender().entrySet().stream()
                        .map(entry -> format("%s %.3f", entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", "));
        return format(
                """
                ## For whom

                UAR by gender: %s. By speaker: worst %.3f, median %.3f, best %.3f; standard error over the speakers %.3f.
                """,
                genders,
                spread.worst().uar(),
                spread.median(),
                spread.best().uar(),
                evidence.speakerStandardError());
    }

    private List<String> labels() {
        return evidence.test().get(0).labels();
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
