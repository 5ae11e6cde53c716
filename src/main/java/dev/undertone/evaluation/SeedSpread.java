package dev.undertone.evaluation;

import org.apache.commons.math3.stat.StatUtils;

/**
 * A figure over the seeds of one recipe.
 *
 * @param mean over the seeds
 * @param standardDeviation s, s^2 = sum (x - mean)^2 / (n - 1); 0 for one seed
 */
public record SeedSpread(double mean, double standardDeviation) {

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
        return new SeedSpread(StatUtils.mean(figures), Math.sqrt(StatUtils.variance(figures)));
    }
}
