package dev.undertone.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Two systems on the same speakers: each speaker's figure under the one less that under the other.
 *
 * <p>The speaker is the unit, because clips of one speaker fail together.
 *
 * @param speakers n
 * @param meanDifference first less second
 * @param medianDifference the same, less moved by a single speaker
 * @param wins speakers for whom the first is better
 * @param losses speakers for whom the second is better
 * @param ties speakers without a difference
 * @param pValue of the two-sided Wilcoxon signed-rank test, exact; ties are dropped, as Wilcoxon did
 */
public record PairedComparison(
        int speakers,
        double meanDifference,
        double medianDifference,
        int wins,
        int losses,
        int ties,
        double pValue) {

    /**
     * Compares the figures of two systems.
     *
     * @param first figure by speaker, for example {@link Scores#perSpeaker()}
     * @param second of the same speakers
     * @throws IllegalArgumentException if there is no speaker, or one is in only one of the maps; names them
     */
    public static PairedComparison of(Map<String, Double> first, Map<String, Double> second) {
        requireSameSpeakers(first.keySet(), second.keySet());
        if (first.isEmpty()) {
            throw new IllegalArgumentException("expected at least one speaker but got none");
        }
        List<Double> differences =
                first.entrySet().stream()
                        .map(
                                entry ->
                                        entry.getValue()
                                                - Objects.requireNonNull(
                                                        second.get(entry.getKey())))
                        .toList();
        double[] values = differences.stream().mapToDouble(Double::doubleValue).toArray();
        int ties = (int) differences.stream().filter(SignedRankTest::isZero).count();
        int wins =
                (int) differences.stream().filter(d -> !SignedRankTest.isZero(d) && d > 0).count();
        return new PairedComparison(
                values.length,
                StatUtils.mean(values),
                StatUtils.percentile(values, 50),
                wins,
                values.length - wins - ties,
                ties,
                SignedRankTest.pValue(differences));
    }

    private static void requireSameSpeakers(Set<String> first, Set<String> second) {
        Set<String> lone = new TreeSet<>(first);
        lone.addAll(second);
        lone.removeIf(speaker -> first.contains(speaker) && second.contains(speaker));
        if (!lone.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected the same speakers twice but got only once " + lone);
        }
    }
}
