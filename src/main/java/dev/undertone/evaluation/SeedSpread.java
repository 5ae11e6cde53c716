package dev.undertone.evaluation;

import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.StatUtils;

/**
 * A figure over the seeds of one recipe.
 *
 * @param mean over the seeds
 * @param standardDeviation s, s^2 = sum (x - mean)^2 / (n - 1); empty for one seed, which tells of no spread
 */
public record SeedSpread(double mean, OptionalDouble standardDeviation) {

    /**
     * Sums up the figures of n seeds.
     *
     * @param figures one per seed
     * @throws IllegalArgumentException if there is none
     */
    public static SeedSpread of(double[] figures) {
        if (figures.length == 0) {
            throw new IllegalArgumentException("expected at least one seed but got none");
        }
        return new SeedSpread(
                StatUtils.mean(figures),
                figures.length < 2
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Math.sqrt(StatUtils.variance(figures))));
    }

    /** The deviation with three decimals, {@code -} for one seed. */
    public String deviationText() {
        return standardDeviation.isPresent()
                ? String.format(Locale.ROOT, "%.3f", standardDeviation.getAsDouble())
                : "-";
    }
}
