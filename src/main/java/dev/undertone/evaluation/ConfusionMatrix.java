package dev.undertone.evaluation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Counts of clips by true and predicted label, and the figures that follow from them.
 *
 * <p>With n_ij clips of class i that were called j: recall_i = n_ii / sum_j n_ij; precision_i = n_ii / sum_j n_ji, and 0
 * where nothing was called i; F_i = 2 precision_i recall_i / (precision_i + recall_i) = 2 n_ii / (sum_j n_ij + sum_j
 * n_ji). Averages are unweighted and run over the classes that occur as truth; macro-average F (MAF) and precision (MAP)
 * as in Tao and Liu (ICASSP 2018), section 4.
 */
public final class ConfusionMatrix {

    private final List<String> labels;
    private final long[][] counts;

    /**
     * An empty matrix.
     *
     * @param labels the classes, in the order of rows and columns, each once
     */
    public ConfusionMatrix(List<String> labels) {
        this.labels = List.copyOf(labels);
        if (labels.isEmpty() || new HashSet<>(labels).size() != labels.size()) {
            throw new IllegalArgumentException("expected distinct labels but got " + labels);
        }
        this.counts = new long[labels.size()][labels.size()];
    }

    /**
     * The matrix that figures carry.
     *
     * @param scores with one row of counts per true label
     */
    public static ConfusionMatrix of(Scores scores) {
        ConfusionMatrix matrix = new ConfusionMatrix(scores.labels());
        for (int row = 0; row < matrix.counts.length; row++) {
            for (int column = 0; column < matrix.counts.length; column++) {
                matrix.counts[row][column] = scores.confusionMatrix().get(row).get(column);
            }
        }
        return matrix;
    }

    /**
     * Counts one clip.
     *
     * @throws IllegalArgumentException if a label is not one of the classes
     */
    public void add(String truth, String predicted) {
        counts[index(truth)][index(predicted)]++;
    }

    /**
     * Counts all clips of another matrix too.
     *
     * @throws IllegalArgumentException if the other has other labels
     */
    public void addAll(ConfusionMatrix other) {
        if (!labels.equals(other.labels)) {
            throw new IllegalArgumentException(
                    "expected labels %s but got %s".formatted(labels, other.labels));
        }
        for (int row = 0; row < counts.length; row++) {
            for (int column = 0; column < counts.length; column++) {
                counts[row][column] += other.counts[row][column];
            }
        }
    }

    public List<String> labels() {
        return labels;
    }

    /** A copy of the counts: one row per true label, one column per predicted label. */
    public long[][] counts() {
        return Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
    }

    /** How many clips were counted. */
    public long clips() {
        return IntStream.range(0, counts.length).mapToLong(this::truths).sum();
    }

    /**
     * Unweighted average recall (UAR), 0 to 1.
     *
     * @throws IllegalStateException if no clip was counted
     */
    public double unweightedAverageRecall() {
        return average(label -> ratio(counts[label][label], truths(label)));
    }

    /**
     * Macro-average F (MAF), 0 to 1.
     *
     * @throws IllegalStateException if no clip was counted
     */
    public double macroAverageF() {
        return average(
                label -> ratio(2 * counts[label][label], truths(label) + predictions(label)));
    }

    /**
     * Macro-average precision (MAP), 0 to 1.
     *
     * @throws IllegalStateException if no clip was counted
     */
    public double macroAveragePrecision() {
        return average(label -> ratio(counts[label][label], predictions(label)));
    }

    /**
     * The share of clips that were called by their name, 0 to 1.
     *
     * @throws IllegalStateException if no clip was counted
     */
    public double accuracy() {
        requireClips();
        long correct =
                IntStream.range(0, counts.length).mapToLong(label -> counts[label][label]).sum();
        return (double) correct / clips();
    }

    private double average(IntToDoubleFunction figure) {
        requireClips();
        return IntStream.range(0, counts.length)
                .filter(label -> truths(label) > 0)
                .mapToDouble(figure)
                .average()
                .orElseThrow();
    }

    private void requireClips() {
        if (clips() == 0) {
            throw new IllegalStateException("expected at least one clip but got none");
        }
    }

    private long truths(int label) {
        return Arrays.stream(counts[label]).sum();
    }

    private long predictions(int label) {
        return Arrays.stream(counts).mapToLong(row -> row[label]).sum();
    }

    private int index(String label) {
        int index = labels.indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "expected one of %s but got %s".formatted(labels, label));
        }
        return index;
    }

    private static double ratio(long numerator, long denominator) {
        return denominator == 0 ? 0 : (double) numerator / denominator;
    }
}
