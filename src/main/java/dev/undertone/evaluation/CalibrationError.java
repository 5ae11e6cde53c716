package dev.undertone.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * How far confidence lies from accuracy. The confidence of a clip is its largest probability; bin i of M = 15 holds the
 * clips of confidence in ((i - 1) / M, i / M].
 *
 * <p>Expected calibration error = sum_i (n_i / N) |accuracy_i - confidence_i|, means within the bin: Naeini, Cooper and
 * Hauskrecht, AAAI 2015; as Guo et al., ICML 2017, Eq. (3).
 *
 * @param expected the error, 0 to 1; 0 is perfect
 * @param bins those that hold clips, in ascending order: the points of a reliability diagram
 */
public record CalibrationError(double expected, List<Bin> bins) {

    /** M, how many bins there are. */
    public static final int BINS = 15;

    /** Copies the list. */
    public CalibrationError {
        bins = List.copyOf(bins);
    }

    /**
     * Clips of like confidence.
     *
     * @param above lower border, outside
     * @param upTo upper border, inside
     * @param clips how many, at least 1
     * @param meanConfidence of them
     * @param accuracy share of them that are right
     */
    public record Bin(
            double above, double upTo, int clips, double meanConfidence, double accuracy) {}

    /**
     * Sorts clips into the bins.
     *
     * @param scored at least one clip
     * @param temperature T of softmax(logits / T); 1 for the scores as they are
     * @throws IllegalArgumentException if there is no clip
     */
    public static CalibrationError of(ScoredClips scored, double temperature) {
        if (scored.clips().isEmpty()) {
            throw new IllegalArgumentException("expected at least one clip but got none");
        }
        int[] counts = new int[BINS];
        int[] right = new int[BINS];
        double[] confidences = new double[BINS];
        for (ScoredClip clip : scored.clips()) {
            double confidence = clip.confidence(temperature);
            int bin = bin(confidence);
            counts[bin]++;
            right[bin] += scored.isRight(clip) ? 1 : 0;
            confidences[bin] += confidence;
        }
        double expected = 0;
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            if (counts[i] > 0) {
                expected += Math.abs(right[i] - confidences[i]) / scored.clips().size();
                bins.add(
                        new Bin(
                                border(i),
                                border(i + 1),
                                counts[i],
                                confidences[i] / counts[i],
                                (double) right[i] / counts[i]));
            }
        }
        return new CalibrationError(expected, bins);
    }

    private static int bin(double confidence) {
        int bin = 0;
        while (bin < BINS - 1 && confidence > border(bin + 1)) {
            bin++;
        }
        return bin;
    }

    private static double border(int i) {
        return (double) i / BINS;
    }
}
