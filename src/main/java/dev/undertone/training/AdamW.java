package dev.undertone.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.util.Pair;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Adam with decoupled weight decay (I. Loshchilov, F. Hutter, ICLR 2019), on the engine's own update operation.
 *
 * <p>Differs from DJL's optimisers in what a faithful resume needs: the moments can be saved and loaded. As in section 2 of
 * Kingma and Ba (ICLR 2015) the bias correction is folded into the step size, so that epsilon is added to the uncorrected
 * root. Only matrices decay, vectors (biases, attention, combination) do not. The gradient is scaled down as a whole where
 * its Euclidean norm over all parameters exceeds the clip.
 */
public final class AdamW implements AutoCloseable {

    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    /** The engine's way to say: no clipping of single elements. */
    private static final float NO_ELEMENT_CLIP = -1f;

    private final ParameterList parameters;
    private final float weightDecay;
    private final float gradientClip;
    private final NDManager manager;
    private NDList moments;

    /**
     * Moments of 0.
     *
     * @param parameters that have values already
     * @param parent what the moments will belong to
     * @param weightDecay of matrices
     * @param gradientClip largest norm of the gradient
     */
    public AdamW(
            ParameterList parameters, NDManager parent, float weightDecay, float gradientClip) {
        this.parameters = parameters;
        this.weightDecay = weightDecay;
        this.gradientClip = gradientClip;
        this.manager = parent.newSubManager();
        this.moments = new NDList();
        for (Parameter parameter : parameters.values()) {
            moments.add(manager.zeros(parameter.getArray().getShape()));
            moments.add(manager.zeros(parameter.getArray().getShape()));
        }
    }

    /**
     * One step, then zero gradients: the engine's collector would go on adding to them.
     *
     * @param learningRate of this step
     * @param step 1-based, for the bias correction
     * @return the norm of the gradient before clipping
     */
    public float update(float learningRate, int step) {
        float norm = gradientNorm();
        float rescale = norm > gradientClip ? gradientClip / norm : 1f;
        double correction = Math.sqrt(1 - Math.pow(BETA_2, step)) / (1 - Math.pow(BETA_1, step));
        int index = 0;
        for (Parameter parameter : parameters.values()) {
            NDArray weight = parameter.getArray();
            try (NDArray gradient = weight.getGradient()) {
                NDArray mean = moments.get(2 * index);
                NDArray variance = moments.get(2 * index + 1);
                weight.getNDArrayInternal()
                        .adamUpdate(
                                new NDList(weight, gradient, mean, variance),
                                new NDList(weight),
                                learningRate,
                                (float) (learningRate * correction),
                                parameter.getType() == Parameter.Type.WEIGHT ? weightDecay : 0f,
                                rescale,
                                NO_ELEMENT_CLIP,
                                BETA_1,
                                BETA_2,
                                EPSILON,
                                true,
                                true);
                gradient.subi(gradient);
            }
            index++;
        }
        return norm;
    }

    private float gradientNorm() {
        double sum = 0;
        for (Pair<String, Parameter> parameter : parameters) {
            try (NDArray gradient = parameter.getValue().getArray().getGradient();
                    NDArray squares = gradient.square();
                    NDArray total = squares.sum()) {
                sum += total.getFloat();
            }
        }
        return (float) Math.sqrt(sum);
    }

    void save(OutputStream out) throws IOException {
        moments.encode(out);
    }

    void load(InputStream in) {
        NDList loaded = NDList.decode(manager, in);
        if (loaded.size() != moments.size()) {
            throw new IllegalArgumentException(
                    "expected %d moments but got %d".formatted(moments.size(), loaded.size()));
        }
        moments.close();
        moments = new NDList();
        // decoded arrays lie in buffers of the JVM, whose alignment may change the last bits of a
        // sum
        loaded.forEach(moment -> moments.add(moment.duplicate()));
        loaded.close();
    }

    @Override
    public void close() {
        manager.close();
    }
}
