package dev.undertone.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Wilcoxon's signed-rank test (Biometrics Bulletin 1(6), 1945), two-sided and exact at every size, ties included.
 *
 * <p>Differences of 0 are dropped, as Wilcoxon did. The others are ranked by their size, equal sizes by the mean of
 * their ranks; W+ is the sum of the ranks of the positive ones. If neither side is better, each of n signs falls either
 * way like a coin, so W+ has the distribution of sum_i r_i b_i with b_i 0 or 1, each with 1/2. p = P(W+ lies at least as
 * far from its mean sum_i r_i / 2 as it was seen).
 *
 * <p>The distribution is built rank by rank: P_i(s) = (P_{i-1}(s) + P_{i-1}(s - 2 r_i)) / 2 over doubled ranks, which
 * are whole numbers also where ties halve them; about n^3 steps. No normal approximation is needed, and none is made:
 * that of commons-math 3.6.1 keeps zeros as losses, ignores ties and shifts by its continuity correction the wrong way.
 */
final class SignedRankTest {

    /** Two sizes that differ by less are equal; figures are ratios of counts, with double errors near 1e-16. */
    private static final double EQUAL = 1e-12;

    private SignedRankTest() {}

    /** Whether a difference counts as none. */
    static boolean isZero(double difference) {
        return Math.abs(difference) < EQUAL;
    }

    /**
     * The p-value of paired differences.
     *
     * @param differences of n pairs, finite
     * @return above 0 up to 1; 1 where all are zero
     */
    static double pValue(List<Double> differences) {
        double[] sorted =
                differences.stream()
                        .filter(difference -> !isZero(difference))
                        .sorted((one, other) -> Double.compare(Math.abs(one), Math.abs(other)))
                        .mapToDouble(Double::doubleValue)
                        .toArray();
        int[] doubledRanks = doubledRanks(DoubleStream.of(sorted).map(Math::abs).toArray());
        int positive = 0;
        for (int i = 0; i < sorted.length; i++) {
            positive += sorted[i] > 0 ? doubledRanks[i] : 0;
        }
        int all = Arrays.stream(doubledRanks).sum();
        double[] probability = distribution(doubledRanks, all);
        int smaller = Math.min(positive, all - positive);
        double tail = Arrays.stream(probability, 0, smaller + 1).sum();
        return Math.min(1, 2 * tail);
    }

    /** Twice the rank of each size, equals sharing the mean of first + 1 .. last + 1 (0-based positions). */
    private static int[] doubledRanks(double[] sizes) {
        int[] doubled = new int[sizes.length];
        int first = 0;
        while (first < sizes.length) {
            int next = first + 1;
            while (next < sizes.length && sizes[next] - sizes[next - 1] < EQUAL) {
                next++;
            }
            Arrays.fill(doubled, first, next, first + 1 + next);
            first = next;
        }
        return doubled;
    }

    private static double[] distribution(int[] doubledRanks, int all) {
        double[] probability = new double[all + 1];
        probability[0] = 1;
        int reached = 0;
        for (int rank : doubledRanks) {
            reached += rank;
            for (int sum = reached; sum >= 0; sum--) {
                double without = probability[sum];
                double with = sum >= rank ? probability[sum - rank] : 0;
                probability[sum] = (without + with) / 2;
            }
        }
        return probability;
    }
}
