package dev.undertone.normalization;

import dev.undertone.feature.functional.FunctionalLayout;
import dev.undertone.feature.functional.UtteranceVector;
import java.util.List;

/**
 * Mean and standard deviation of every column of an utterance vector over the training part. They are part of a model:
 * an utterance vector has no statistics of its own as frames have.
 *
 * <p>Normalisation: z = (v - mean) / sd, and 0 where sd &lt; 1e-12, the column being constant in training; then clipped
 * to +-{@value #LIMIT}. Functionals have heavy tails (a kurtosis, a slope over few frames), and a recording unlike the
 * training data has values hundreds of deviations away; beyond ten there is nothing more to learn from how far. Training
 * and serving normalise by this class, so the network never sees another value.
 */
public final class TrainingStatistics {

    /** The file beside a model's graph. */
    public static final String FILE_NAME = "statistics.json";

    /** The largest magnitude of a normalised value. */
    public static final double LIMIT = 10;

    private static final double CONSTANT = 1e-12;

    private final FunctionalLayout layout;
    private final double[] mean;
    private final double[] standardDeviation;

    private TrainingStatistics(FunctionalLayout layout, double[] mean, double[] standardDeviation) {
        this.layout = layout;
        this.mean = mean;
        this.standardDeviation = standardDeviation;
    }

    /**
     * The statistics of a training part: the mean and the population standard deviation. A constant column has the
     * deviation 0 exactly, whatever its value.
     *
     * @param vectors at least one, all of one layout and finite
     * @throws IllegalArgumentException if there is none, a layout differs, or a value is not finite
     */
    public static TrainingStatistics of(List<UtteranceVector> vectors) {
        if (vectors.isEmpty()) {
            throw new IllegalArgumentException("expected at least 1 vector but got 0");
        }
        UtteranceVector first = vectors.get(0);
        FunctionalLayout layout = first.layout();
        double[] sums = new double[layout.columns()];
        double[] squares = new double[layout.columns()];
        // distances from the first vector: of a constant column they are 0 without rounding
        for (UtteranceVector vector : vectors) {
            requireLayout(layout, vector.layout());
            for (int c = 0; c < sums.length; c++) {
                sums[c] += distance(vector, first, c);
            }
        }
        for (UtteranceVector vector : vectors) {
            for (int c = 0; c < sums.length; c++) {
                double deviation = distance(vector, first, c) - sums[c] / vectors.size();
                squares[c] += deviation * deviation;
            }
        }
        for (int c = 0; c < sums.length; c++) {
            sums[c] = first.values()[c] + sums[c] / vectors.size();
            squares[c] = Math.sqrt(squares[c] / vectors.size());
        }
        return of(layout, sums, squares);
    }

    /**
     * Statistics as a file holds them.
     *
     * @param mean one per column; copied
     * @param standardDeviation one per column, not negative; copied
     * @throws IllegalArgumentException if a length or a value cannot be
     */
    static TrainingStatistics of(
            FunctionalLayout layout, double[] mean, double[] standardDeviation) {
        requireColumns("mean", layout, mean);
        requireColumns("standardDeviation", layout, standardDeviation);
        for (double deviation : standardDeviation) {
            if (deviation < 0) {
                throw new IllegalArgumentException(
                        "expected standardDeviation of at least 0 but got " + deviation);
            }
        }
        return new TrainingStatistics(layout, mean.clone(), standardDeviation.clone());
    }

    /**
     * Reads {@code statistics.json}.
     *
     * @param json {@code {"layout", "layoutVersion", "mean": [...], "standardDeviation": [...]}}, UTF-8
     * @throws IllegalArgumentException in one line, if it is not of this form, names a layout or version that the code
     *     does not implement, or holds other than one finite number per column
     */
    public static TrainingStatistics read(byte[] json) {
        return StatisticsJson.read(json);
    }

    /** The statistics as {@code statistics.json} holds them: UTF-8, the same bytes every time. */
    public byte[] toJson() {
        return StatisticsJson.write(this);
    }

    /** The layout whose columns these are. */
    public FunctionalLayout layout() {
        return layout;
    }

    /** A copy. */
    double[] mean() {
        return mean.clone();
    }

    /** A copy. */
    double[] standardDeviation() {
        return standardDeviation.clone();
    }

    /**
     * Normalises a vector into a new one.
     *
     * @param vector finite; left as it is
     * @return same layout, each value within +-{@value #LIMIT}; 0 for a NaN
     * @throws IllegalArgumentException if the layout is another
     */
    public UtteranceVector normalize(UtteranceVector vector) {
        requireLayout(layout, vector.layout());
        float[] source = vector.values();
        float[] values = new float[source.length];
        for (int c = 0; c < values.length; c++) {
            double z = (source[c] - mean[c]) / standardDeviation[c];
            boolean none = standardDeviation[c] < CONSTANT || Double.isNaN(z);
            values[c] = none ? 0 : (float) Math.max(-LIMIT, Math.min(LIMIT, z));
        }
        return new UtteranceVector(layout, values);
    }

    private static double distance(UtteranceVector vector, UtteranceVector from, int column) {
        return (double) vector.values()[column] - from.values()[column];
    }

    private static void requireLayout(FunctionalLayout expected, FunctionalLayout actual) {
        if (!actual.equals(expected)) {
            throw new IllegalArgumentException(
                    "expected layout %s version %d but got %s version %d"
                            .formatted(
                                    expected.name(),
                                    expected.version(),
                                    actual.name(),
                                    actual.version()));
        }
    }

    private static void requireColumns(String name, FunctionalLayout layout, double[] values) {
        if (values.length != layout.columns()) {
            throw new IllegalArgumentException(
                    "expected %d numbers of %s but got %d"
                            .formatted(layout.columns(), name, values.length));
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "expected finite numbers of %s but got %s".formatted(name, value));
            }
        }
    }
}
