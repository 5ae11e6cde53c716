package dev.undertone.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;

/**
 * Linear logistic regression on the scores of several systems, one weight per system and one offset per class, as the Focal
 * toolkit has it (N. Brümmer et al., IEEE TASLP 15(7), 2007), which Tao and Liu (ICASSP 2018) used:
 *
 * <pre>
 * s_k = sum_m a_m z_mk + b_k,   minimising  -1/N sum_i log softmax(s_i)[truth_i] + r/2 (|a|^2 + |b|^2),  r = 0.001
 * </pre>
 *
 * <p>The small r makes the solution unique: a constant in all b changes nothing else.
 *
 * @param weights a, one per system
 * @param offsets b, one per class
 */
public record LinearFusion(List<Double> weights, List<Double> offsets) {

    private static final double RIDGE = 1e-3;
    private static final double TOLERANCE = 1e-9;
    private static final int MAX_EVALUATIONS = 20_000;

    public LinearFusion {
        weights = List.copyOf(weights);
        offsets = List.copyOf(offsets);
    }

    /**
     * Fits on clips that none of the systems was trained on.
     *
     * @param systems what each system said of the same clips in the same order
     * @throws IllegalArgumentException if there is no system or their labels or clips differ
     */
    public static LinearFusion fit(List<ScoredClips> systems) {
        Objective objective = new Objective(systems);
        int parameters = systems.size() + objective.classes;
        double[] guess = new double[parameters];
        Arrays.fill(guess, 0, systems.size(), 1.0 / systems.size());
        double[] fitted =
                new NonLinearConjugateGradientOptimizer(
                                NonLinearConjugateGradientOptimizer.Formula.POLAK_RIBIERE,
                                new SimpleValueChecker(TOLERANCE, TOLERANCE))
                        .optimize(
                                new MaxEval(MAX_EVALUATIONS),
                                GoalType.MINIMIZE,
                                new InitialGuess(guess),
                                new ObjectiveFunction(objective::value),
                                new ObjectiveFunctionGradient(objective::gradient))
                        .getPoint();
        return new LinearFusion(
                DoubleStream.of(fitted).limit(systems.size()).boxed().toList(),
                DoubleStream.of(fitted).skip(systems.size()).boxed().toList());
    }

    /**
     * The weighted mean of the systems' calibrated logits: a_m = c_m / (T_m sum c) with T_m the temperature that fits system
     * m, b = 0. One number per system is all that is fitted, which a few speakers can settle.
     *
     * @param systems what each system said of clips that it was not trained on
     * @param shares c, how much each of them counts
     */
    public static LinearFusion calibratedMean(List<ScoredClips> systems, List<Double> shares) {
        double all = shares.stream().mapToDouble(Double::doubleValue).sum();
        List<Double> weights = new ArrayList<>();
        for (int m = 0; m < systems.size(); m++) {
            double temperature = TemperatureScaling.fit(systems.get(m)).temperature();
            weights.add(shares.get(m) / (all * temperature));
        }
        return new LinearFusion(weights, Collections.nCopies(systems.get(0).labels().size(), 0.0));
    }

    /**
     * What the fused system says.
     *
     * @param systems in the order of the fit, of the same clips in the same order
     * @throws IllegalArgumentException if their number is another, or their labels or clips differ
     */
    public ScoredClips fuse(List<ScoredClips> systems) {
        if (systems.size() != weights.size()) {
            throw new IllegalArgumentException(
                    "expected %d systems but got %d".formatted(weights.size(), systems.size()));
        }
        requireSameClips(systems);
        List<ScoredClip> fused = new ArrayList<>();
        List<ScoredClip> first = systems.get(0).clips();
        for (int i = 0; i < first.size(); i++) {
            int clip = i;
            List<ScoredClip> said = systems.stream().map(s -> s.clips().get(clip)).toList();
            fused.add(
                    new ScoredClip(
                            first.get(i).clip(),
                            first.get(i).speaker(),
                            first.get(i).gender(),
                            first.get(i).emotion(),
                            logits(said)));
        }
        return new ScoredClips(systems.get(0).labels(), fused);
    }

    private List<Double> logits(List<ScoredClip> said) {
        List<Double> logits = new ArrayList<>();
        for (int k = 0; k < offsets.size(); k++) {
            double sum = offsets.get(k);
            for (int m = 0; m < weights.size(); m++) {
                sum += weights.get(m) * said.get(m).logits().get(k);
            }
            logits.add(sum);
        }
        return logits;
    }

    private static void requireSameClips(List<ScoredClips> systems) {
        List<List<String>> labels = systems.stream().map(ScoredClips::labels).distinct().toList();
        List<List<String>> clips =
                systems.stream()
                        .map(s -> s.clips().stream().map(ScoredClip::clip).toList())
                        .distinct()
                        .toList();
        if (labels.size() != 1 || clips.size() != 1) {
            throw new IllegalArgumentException(
                    "expected systems that scored the same clips for the same labels but got %d lists of clips and the labels %s"
                            .formatted(clips.size(), labels));
        }
    }

    /** The mean negative log likelihood with its ridge, and its gradient, over p = (a_1..a_M, b_1..b_K). */
    private static final class Objective {

        private final double[][][] logits;
        private final int[] truths;
        private final int classes;

        Objective(List<ScoredClips> systems) {
            requireSameClips(systems);
            List<String> labels = systems.get(0).labels();
            classes = labels.size();
            truths =
                    systems.get(0).clips().stream()
                            .mapToInt(clip -> labels.indexOf(clip.emotion()))
                            .toArray();
            logits = new double[truths.length][systems.size()][];
            for (int i = 0; i < truths.length; i++) {
                for (int m = 0; m < systems.size(); m++) {
                    logits[i][m] =
                            systems.get(m).clips().get(i).logits().stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray();
                }
            }
        }

        double value(double[] p) {
            double sum = 0;
            for (int i = 0; i < truths.length; i++) {
                sum -= Math.log(softmax(scores(p, i))[truths[i]]);
            }
            double squares = DoubleStream.of(p).map(x -> x * x).sum();
            return sum / truths.length + RIDGE / 2 * squares;
        }

        double[] gradient(double[] p) {
            double[] gradient = DoubleStream.of(p).map(x -> RIDGE * x).toArray();
            int systems = p.length - classes;
            for (int i = 0; i < truths.length; i++) {
                double[] error = softmax(scores(p, i));
                error[truths[i]] -= 1;
                for (int k = 0; k < classes; k++) {
                    double part = error[k] / truths.length;
                    gradient[systems + k] += part;
                    for (int m = 0; m < systems; m++) {
                        gradient[m] += part * logits[i][m][k];
                    }
                }
            }
            return gradient;
        }

        private double[] scores(double[] p, int i) {
            int systems = p.length - classes;
            return IntStream.range(0, classes)
                    .mapToDouble(
                            k -> {
                                double sum = p[systems + k];
                                for (int m = 0; m < systems; m++) {
                                    sum += p[m] * logits[i][m][k];
                                }
                                return sum;
                            })
                    .toArray();
        }

        private static double[] softmax(double[] scores) {
            double highest = DoubleStream.of(scores).max().orElseThrow();
            double[] weights =
                    DoubleStream.of(scores).map(score -> Math.exp(score - highest)).toArray();
            double sum = DoubleStream.of(weights).sum();
            return DoubleStream.of(weights).map(weight -> weight / sum).toArray();
        }
    }
}
