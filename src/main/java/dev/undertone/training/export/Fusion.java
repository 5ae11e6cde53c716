package dev.undertone.training.export;

import dev.undertone.training.network.EmotionNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Several systems in one graph, their scores combined by linear logistic regression: logits = sum_m
 * W_m s_m + b, with s_m the logits of member m, W_m [K,K] and b [K]. With W_m = a_m I it is the fusion
 * of the Focal toolkit (Brümmer et al., IEEE TASLP 15(7), 2007): one weight per system and an offset
 * per class.
 *
 * <p>The attention is that of the networks of frames, as they have it: the plain mean over them where
 * there are several. The embedding is theirs too, side by side in the order of the calls. All members
 * that read a vector read the same one.
 */
public final class Fusion {

    private final float[] bias;
    private final List<Recurrent> networks = new ArrayList<>();
    private final List<Dense> layers = new ArrayList<>();

    /** A member that reads frames, with its place in the fusion. */
    private record Recurrent(EmotionNetwork network, Weights weights) {}

    /** A member that reads the vector, with its place in the fusion. */
    private record Dense(DenseLayers layers, Weights weights) {}

    /** W_m, row by row. */
    private static final class Weights {

        private final float[] values;

        Weights(float[] values) {
            this.values = values;
        }
    }

    /**
     * Begins without a member.
     *
     * @param bias b, one per class
     */
    public Fusion(float[] bias) {
        this.bias = bias.clone();
    }

    /** The weights a I of one factor for all classes. */
    public static float[][] factor(double a, int classes) {
        float[][] weights = new float[classes][classes];
        for (int k = 0; k < classes; k++) {
            weights[k][k] = (float) a;
        }
        return weights;
    }

    /**
     * Adds a network of frames, which stays the caller's and is read when the graph is written.
     *
     * @param weights W_m, a row per fused class
     * @throws IllegalArgumentException if the network has other classes or frames of another width,
     *     or W_m another size
     */
    public Fusion add(EmotionNetwork network, float[][] weights) {
        requireSame("classes", classes(), network.configuration().emotions());
        int width = networks.isEmpty() ? network.configuration().features() : features();
        requireSame("features", width, network.configuration().features());
        networks.add(new Recurrent(network, new Weights(square(weights))));
        return this;
    }

    /**
     * Adds a system of vectors.
     *
     * @param weights W_m, a row per fused class
     * @throws IllegalArgumentException if the system has other classes or another vector, or W_m
     *     another size
     */
    public Fusion add(DenseLayers member, float[][] weights) {
        requireSame("classes", classes(), member.outputs());
        int length = layers.isEmpty() ? member.inputs() : functionals();
        requireSame("functionals", length, member.inputs());
        layers.add(new Dense(member, new Weights(square(weights))));
        return this;
    }

    int classes() {
        return bias.length;
    }

    /** The width of a frame. */
    int features() {
        if (networks.isEmpty()) {
            throw new IllegalArgumentException("expected at least 1 network of frames but got 0");
        }
        return networks.get(0).network.configuration().features();
    }

    /** The length of the vector, or 0 where no member reads one. */
    int functionals() {
        return layers.isEmpty() ? 0 : layers.get(0).layers.inputs();
    }

    int embedding() {
        return networks.stream().mapToInt(m -> m.network.configuration().embedding()).sum();
    }

    /**
     * Adds the nodes.
     *
     * @param features [B,T,F]
     * @param lengths int64 [B]
     * @param functionals [B,D]; not read where no member does
     */
    RecurrentNodes.Answer addTo(
            OnnxGraph graph, String features, String lengths, String functionals) {
        String logits = graph.parameter("fusion_bias", bias, classes());
        List<RecurrentNodes.Answer> answers = new ArrayList<>();
        for (Recurrent member : networks) {
            String prefix = "network" + (answers.size() + 1) + ".";
            answers.add(RecurrentNodes.add(graph, member.network, prefix, features, lengths));
            String scores = answers.get(answers.size() - 1).logits();
            logits = weighted(graph, prefix, scores, member.weights, logits);
        }
        int count = 0;
        for (Dense member : layers) {
            String prefix = "dense" + ++count + ".";
            String scores = member.layers.addTo(graph, prefix, functionals).logits();
            logits = weighted(graph, prefix, scores, member.weights, logits);
        }
        String[] attention = names(answers.stream().map(RecurrentNodes.Answer::attention));
        String[] embedding = names(answers.stream().map(RecurrentNodes.Answer::embedding));
        return new RecurrentNodes.Answer(
                logits,
                graph.apply("Mean", attention),
                graph.operator("Concat", embedding).with("axis", 1).output());
    }

    /** W s + what there is so far. */
    private String weighted(
            OnnxGraph graph, String prefix, String scores, Weights weights, String sum) {
        String matrix =
                graph.parameter(prefix + "fusion_weight", weights.values, classes(), classes());
        return graph.operator("Gemm", scores, matrix, sum).with("transB", 1).output();
    }

    private static String[] names(Stream<String> values) {
        return values.toArray(String[]::new);
    }

    private float[] square(float[][] weights) {
        requireSame("rows", classes(), weights.length);
        float[] flat = new float[classes() * classes()];
        for (int k = 0; k < classes(); k++) {
            requireSame("columns", classes(), weights[k].length);
            System.arraycopy(weights[k], 0, flat, k * classes(), classes());
        }
        return flat;
    }

    private static void requireSame(String name, int expected, int actual) {
        if (actual != expected) {
            throw new IllegalArgumentException(
                    "expected %d %s but got %d".formatted(expected, name, actual));
        }
    }
}
