package dev.undertone.training;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One finished epoch.
 *
 * @param epoch 1-based
 * @param trainingLoss mean over the steps
 * @param validationUar on the validation speakers; null where there are none
 * @param wallSeconds of this epoch
 * @param cpuSeconds that the training thread spent on it
 */
public record EpochReport(
        int epoch,
        double trainingLoss,
        @Nullable Double validationUar,
        double wallSeconds,
        double cpuSeconds) {

    /** The epoch with the best validation recall, the first of several; empty where nobody validated. */
    public static Optional<EpochReport> best(List<EpochReport> reports) {
        return reports.stream()
                .filter(report -> report.validationUar() != null)
                .max(
                        Comparator.<EpochReport>comparingDouble(
                                        report -> Objects.requireNonNull(report.validationUar()))
                                .thenComparing(
                                        Comparator.comparingInt(EpochReport::epoch).reversed()));
    }
}
