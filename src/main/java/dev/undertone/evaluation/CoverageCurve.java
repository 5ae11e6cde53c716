package dev.undertone.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What abstaining costs and gains: the figures of the clips that are still answered at each threshold.
 *
 * @param points by ascending threshold: 0, then 0.30 to 0.95 in steps of 0.05
 */
public record CoverageCurve(List<Point> points) {

    private static final int STEPS_PER_UNIT = 20;
    private static final int FIRST_STEP = 6;

    /** Copies the list. */
    public CoverageCurve {
        points = List.copyOf(points);
    }

    /**
     * One threshold.
     *
     * @param minConfidence clips whose largest probability is at least this are answered
     * @param coverage share of the clips that are answered
     * @param accuracy share of the answers that are right; null where there is no answer
     * @param uar unweighted average recall of the answers, over the classes that occur among them; null where there is
     *     no answer
     */
    public record Point(
            double minConfidence,
            double coverage,
            @Nullable Double accuracy,
            @Nullable Double uar) {}

    /**
     * Follows the thresholds.
     *
     * @param scored at least one clip
     * @param temperature T of softmax(logits / T); 1 for the scores as they are
     * @throws IllegalArgumentException if there is no clip
     */
    public static CoverageCurve of(ScoredClips scored, double temperature) {
        if (scored.clips().isEmpty()) {
            throw new IllegalArgumentException("expected at least one clip but got none");
        }
        return new CoverageCurve(
                IntStream.concat(IntStream.of(0), IntStream.range(FIRST_STEP, STEPS_PER_UNIT))
                        .mapToDouble(step -> (double) step / STEPS_PER_UNIT)
                        .mapToObj(threshold -> point(scored, temperature, threshold))
                        .toList());
    }

    private static Point point(ScoredClips scored, double temperature, double threshold) {
        ScoredClips answered =
                new ScoredClips(
                        scored.labels(),
                        scored.clips().stream()
                                .filter(clip -> clip.confidence(temperature) >= threshold)
                                .toList());
        if (answered.clips().isEmpty()) {
            return new Point(threshold, 0, null, null);
        }
        ConfusionMatrix confusions = answered.confusions().pooled();
        return new Point(
                threshold,
                (double) answered.clips().size() / scored.clips().size(),
                confusions.accuracy(),
                confusions.unweightedAverageRecall());
    }
}
