package dev.undertone.evaluation;

import java.util.Collection;
import java.util.OptionalDouble;

/**
 * A figure averaged over speakers, each with the same weight.
 *
 * @param mean of the speakers' figures
 * @param standardError of that mean: s / sqrt(n), s^2 = sum (x - mean)^2 / (n - 1); empty for a single speaker
 * @param speakers n
 */
public record SpeakerMean(double mean, OptionalDouble standardError, int speakers) {

    /**
     * Averages the figures of n speakers.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static SpeakerMean of(Collection<Double> figures) {
        int n = figures.size();
        double mean =
                figures.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "expected at least one speaker but got none"));
        if (n == 1) {
            return new SpeakerMean(mean, OptionalDouble.empty(), n);
        }
        double squares = figures.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
        return new SpeakerMean(mean, OptionalDouble.of(Math.sqrt(squares / (n - 1) / n)), n);
    }
}
