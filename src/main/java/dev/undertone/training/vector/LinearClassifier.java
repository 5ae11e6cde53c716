package dev.undertone.training.vector;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import dev.undertone.training.export.DenseLayers;
import java.util.List;

/**
 * L2-regularised logistic regression, one class against the others, by LIBLINEAR (R.-E. Fan et al., JMLR 9, 2008): for each
 * class k the weights w_k and offset b_k minimise
 *
 * <pre>
 * 1/2 (|w_k|^2 + b_k^2) + C sum_i log(1 + exp(-y_ik (w_k x_i + b_k))),  y_ik = 1 where clip i is of class k, else -1
 * </pre>
 *
 * <p>The scores w_k x + b_k serve as logits. No chance is in it: the same clips give the same weights.
 */
public final class LinearClassifier {

    private static final double TOLERANCE = 1e-3;
    private static final int MAX_ITERATIONS = 1000;

    private final int inputs;
    private final float[] weights;
    private final float[] offsets;

    private LinearClassifier(int inputs, float[] weights, float[] offsets) {
        this.inputs = inputs;
        this.weights = weights;
        this.offsets = offsets;
    }

    /**
     * Fits the weights.
     *
     * @param vectors one z-normalised vector [D] per clip
     * @param truths index of the class of each clip; every class at least once
     * @param classes how many there are
     * @param cost C, above 0: the higher, the closer to the training clips
     * @throws IllegalArgumentException if a class has no clip
     */
    public static LinearClassifier train(
            List<float[]> vectors, List<Integer> truths, int classes, double cost) {
        for (int label = 0; label < classes; label++) {
            if (!truths.contains(label)) {
                throw new IllegalArgumentException(
                        "expected a clip of each class but class %d has none".formatted(label));
            }
        }
        int inputs = vectors.get(0).length;
        Problem problem = new Problem();
        problem.l = vectors.size();
        problem.n = inputs + 1;
        problem.bias = 1;
        problem.x = vectors.stream().map(LinearClassifier::nodes).toArray(Feature[][]::new);
        problem.y = truths.stream().mapToDouble(Integer::doubleValue).toArray();
        Linear.disableDebugOutput();
        Model model =
                Linear.train(
                        problem, new Parameter(SolverType.L2R_LR, cost, MAX_ITERATIONS, TOLERANCE));
        return of(model, inputs, classes);
    }

    private static LinearClassifier of(Model model, int inputs, int classes) {
        float[] weights = new float[classes * inputs];
        float[] offsets = new float[classes];
        for (int column = 0; column < classes; column++) {
            int label = model.getLabels()[column];
            for (int input = 0; input < inputs; input++) {
                weights[label * inputs + input] = (float) model.getDecfunCoef(input + 1, column);
            }
            offsets[label] = (float) model.getDecfunBias(column);
        }
        return new LinearClassifier(inputs, weights, offsets);
    }

    /** LIBLINEAR's sparse form, with the constant input of the offset at its end. */
    private static Feature[] nodes(float[] vector) {
        Feature[] nodes = new Feature[vector.length + 1];
        for (int i = 0; i < vector.length; i++) {
            nodes[i] = new FeatureNode(i + 1, vector[i]);
        }
        nodes[vector.length] = new FeatureNode(vector.length + 1, 1);
        return nodes;
    }

    /**
     * The score of each class.
     *
     * @param vector [D], normalised as those of the training
     * @return a new array [K]
     */
    public float[] logits(float[] vector) {
        float[] logits = new float[offsets.length];
        for (int label = 0; label < logits.length; label++) {
            double sum = offsets[label];
            for (int input = 0; input < inputs; input++) {
                sum += (double) weights[label * inputs + input] * vector[input];
            }
            logits[label] = (float) sum;
        }
        return logits;
    }

    /** As it is served: one layer. */
    public DenseLayers layers() {
        return new DenseLayers(inputs).add(weights, offsets);
    }

    /** How many numbers were learned. */
    public long parameterCount() {
        return (long) weights.length + offsets.length;
    }
}
