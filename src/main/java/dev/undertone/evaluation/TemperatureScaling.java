package dev.undertone.evaluation;

import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * Temperature scaling: one number that makes probabilities honest and changes no answer. Guo, Pleiss, Sun and
 * Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, Eq. (9).
 *
 * <p>Fit it on clips that neither set the weights nor give the figures.
 *
 * @param temperature T that minimises the loss of softmax(logits / T)
 * @param lossBefore mean negative log likelihood at T = 1
 * @param lossAfter the same at the temperature
 */
public record TemperatureScaling(double temperature, double lossBefore, double lossAfter) {

    /** The lowest temperature that is looked at: at twenty-fold logits hardly a doubt is left. */
    public static final double LOWEST = 0.05;

    /** The highest: at a twentieth of the logits hardly an opinion is left. */
    public static final double HIGHEST = 20;

    private static final double TOLERANCE = 1e-10;
    private static final int EVALUATIONS = 200;

    /**
     * Finds the temperature by Brent's method in ln T. The loss is convex in 1 / T, so it has no second valley.
     *
     * @param scored at least one clip
     * @return T within {@link #LOWEST} and {@link #HIGHEST}; within 1e-6 of such a border, relatively, where the loss
     *     still falls there (all clips are right, or the logits speak against the truth)
     * @throws IllegalArgumentException if there is no clip
     */
    public static TemperatureScaling fit(ScoredClips scored) {
        double best =
                Math.exp(
                        new BrentOptimizer(TOLERANCE, TOLERANCE)
                                .optimize(
                                        new MaxEval(EVALUATIONS),
                                        GoalType.MINIMIZE,
                                        new SearchInterval(Math.log(LOWEST), Math.log(HIGHEST)),
                                        new UnivariateObjectiveFunction(
                                                logTemperature ->
                                                        meanNegativeLogLikelihood(
                                                                scored, Math.exp(logTemperature))))
                                .getPoint());
        return new TemperatureScaling(
                best,
                meanNegativeLogLikelihood(scored, 1),
                meanNegativeLogLikelihood(scored, best));
    }

    /**
     * -(1/N) sum_n ln p_n, p_n the probability of the truth of clip n at a temperature; in nats, at least 0.
     *
     * <p>Computed as ln(1 + sum over k but the highest of exp((z_k - z_max) / T)) - (z_truth - z_max) / T, which stays
     * finite where p_n is 0 and above 0 where p_n is nearly 1.
     *
     * @param scored N clips, at least one
     * @param temperature T, above 0
     * @throws IllegalArgumentException if there is no clip
     */
    public static double meanNegativeLogLikelihood(ScoredClips scored, double temperature) {
        return scored.clips().stream()
                .mapToDouble(
                        clip ->
                                negativeLogLikelihood(
                                        clip, scored.labels().indexOf(clip.emotion()), temperature))
                .average()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "expected at least one clip but got none"));
    }

    private static double negativeLogLikelihood(ScoredClip clip, int truth, double temperature) {
        int mostProbable = clip.mostProbable();
        double highest = clip.logits().get(mostProbable);
        double others = 0;
        for (int k = 0; k < clip.logits().size(); k++) {
            others +=
                    k == mostProbable
                            ? 0
                            : Math.exp((clip.logits().get(k) - highest) / temperature);
        }
        return Math.log1p(others) - (clip.logits().get(truth) - highest) / temperature;
    }
}
