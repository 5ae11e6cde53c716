package dev.undertone.cli;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code robustness} answers; the JSON object has these fields in this order.
 *
 * @param model name of the model
 * @param version of the model
 * @param seed of all that is random
 * @param clips how many were heard as recorded
 * @param skipped how many carry a class that the model does not know
 * @param failed how many could not be heard as recorded; they are in no condition
 * @param conditions one row each
 */
record RobustnessReport(
        String model,
        String version,
        long seed,
        long clips,
        long skipped,
        long failed,
        List<Row> conditions) {

    RobustnessReport {
        conditions = List.copyOf(conditions);
    }

    /**
     * One condition.
     *
     * @param condition its name
     * @param description what was done to every clip
     * @param uar unweighted average recall; null where not measured
     * @param change of it against the clips as recorded; null where not measured
     * @param largestProbabilityChange of any label of any clip against the clip as recorded; null where not measured
     * @param failed how many clips could not be heard
     * @param notMeasured why there are no figures; null where there are
     */
    record Row(
            String condition,
            String description,
            @Nullable Double uar,
            @Nullable Double change,
            @Nullable Double largestProbabilityChange,
            long failed,
            @Nullable String notMeasured) {

        private String toMarkdown() {
            if (uar == null || change == null || largestProbabilityChange == null) {
                return "| %s | %s | not measured: %s | | |\n"
                        .formatted(condition, description, notMeasured);
            }
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %.3f | %+.3f | %.3f |\n",
                    condition,
                    description,
                    uar,
                    change,
                    largestProbabilityChange);
        }
    }

    /** The same as a Markdown table, rounded to three decimals. */
    String toMarkdown() {
        StringBuilder text = new StringBuilder();
        text.append(
                "%s %s, %d clips (%d skipped, %d failed), seed %d\n\n"
                        .formatted(model, version, clips, skipped, failed, seed));
        text.append("| condition | what | UAR | change | largest change of a probability |\n");
        text.append("|---|---|---|---|---|\n");
        conditions.forEach(row -> text.append(row.toMarkdown()));
        return text.toString();
    }
}
