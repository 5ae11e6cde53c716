package dev.undertone.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model says of one utterance: a score per label, a weight per frame where it reads frames, and the vector that
 * the scores are read from.
 *
 * <p>The scores are the network's logits divided by the model's temperature. Sound by construction: the constructor
 * refuses numbers that no sound weights give.
 */
public final class EmotionScores {

    /** How far the weights' sum may lie from 1; float32 sums of 30,000 weights stay well within. */
    private static final double WEIGHT_SUM_TOLERANCE = 1e-3;

    private final List<String> labels;
    private final double[] scores;
    private final float @Nullable [] attention;
    private final float[] embedding;

    /**
     * Takes ownership of the arrays.
     *
     * @param labels one per logit
     * @param logits of the network
     * @param temperature T of softmax(logits / T)
     * @param attention one weight per frame, not negative, of sum 1; null from a model without frames
     * @param embedding the vector before the classifier
     * @throws ModelException of {@link ModelException.Fault#OUTPUT_INVALID} if a number is not finite or the weights do
     *     not sum to 1
     */
    EmotionScores(
            List<String> labels,
            float[] logits,
            double temperature,
            float @Nullable [] attention,
            float[] embedding) {
        if (labels.size() != logits.length) {
            throw new IllegalArgumentException(
                    "expected %d logits but got %d".formatted(labels.size(), logits.length));
        }
        requireFinite("logits", logits);
        requireFinite("embedding", embedding);
        if (attention != null) {
            requireWeights(attention);
        }
        this.labels = List.copyOf(labels);
        this.scores = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            scores[i] = logits[i] / temperature;
        }
        this.attention = attention;
        this.embedding = embedding;
    }

    /**
     * Probability of each label: exp(s_i) / sum_j exp(s_j), s = logits / temperature, in double precision, rounded to
     * float once.
     *
     * @return in the order of the model's labels; finite, of sum 1
     */
    public Map<String, Float> probabilities() {
        return probabilities(Set.copyOf(labels));
    }

    /**
     * The same over a subset of the labels, which equals the probabilities divided by their sum over the subset but
     * cannot divide by zero.
     *
     * @param subset at least one of the model's labels
     * @return in the order of the model's labels
     * @throws IllegalArgumentException if the subset is empty or holds another label
     */
    public Map<String, Float> probabilities(Set<String> subset) {
        if (subset.isEmpty() || !labels.containsAll(subset)) {
            throw new IllegalArgumentException("expected some of " + labels + " but got " + subset);
        }
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < scores.length; i++) {
            highest = subset.contains(labels.get(i)) ? Math.max(highest, scores[i]) : highest;
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            sum += subset.contains(labels.get(i)) ? Math.exp(scores[i] - highest) : 0;
        }
        Map<String, Float> probabilities = new LinkedHashMap<>();
        for (int i = 0; i < scores.length; i++) {
            if (subset.contains(labels.get(i))) {
                probabilities.put(labels.get(i), (float) (Math.exp(scores[i] - highest) / sum));
            }
        }
        return Collections.unmodifiableMap(probabilities);
    }

    /** One weight per frame, of sum 1, or null from a model without frames; not a copy: read only. */
    public float @Nullable [] attention() {
        return attention;
    }

    /** The vector before the classifier, pooled over the frames where there are any; not a copy: read only. */
    public float[] embedding() {
        return embedding;
    }

    private static void requireFinite(String name, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw invalid("%s hold %s".formatted(name, value));
            }
        }
    }

    private static void requireWeights(float[] weights) {
        requireFinite("weights", weights);
        double sum = 0;
        for (float weight : weights) {
            if (weight < 0) {
                throw invalid("weights hold " + weight);
            }
            sum += weight;
        }
        if (Math.abs(sum - 1) > WEIGHT_SUM_TOLERANCE) {
            throw invalid("weights sum to " + sum);
        }
    }

    private static ModelException invalid(String message) {
        return new ModelException(ModelException.Fault.OUTPUT_INVALID, message);
    }
}
