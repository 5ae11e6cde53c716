package dev.undertone.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The 95 % interval of a pooled figure over the choice of speakers: the percentile bootstrap of Efron (The Annals of
 * Statistics 7(1), 1979) with speakers, not clips, as the unit, because clips of one speaker fail together.
 *
 * <p>Each replicate draws as many speakers as there are, with replacement, and adds up their confusion matrices; the
 * interval lies between the 2.5th and 97.5th percentile of the replicates' figures.
 *
 * @param low lower end
 * @param high upper end
 * @param replicates how many draws
 * @param seed of {@link Random}, whose sequence the platform fixes
 */
public record SpeakerBootstrap(double low, double high, int replicates, long seed) {

    private static final double LOW_PERCENTILE = 2.5;
    private static final double HIGH_PERCENTILE = 97.5;

    /**
     * The interval of the pooled unweighted average recall.
     *
     * @param confusions of at least one speaker
     * @param replicates at least 1; 10,000 settle the third decimal
     * @param seed any
     * @throws IllegalArgumentException if there is no speaker or no replicate
     */
    public static SpeakerBootstrap of(SpeakerConfusions confusions, int replicates, long seed) {
        List<ConfusionMatrix> matrices = List.copyOf(confusions.bySpeaker().values());
        int speakers = matrices.size();
        if (speakers < 1 || replicates < 1) {
            throw new IllegalArgumentException(
                    "expected at least one speaker and one replicate but got %d and %d"
                            .formatted(speakers, replicates));
        }
        Random random = new Random(seed);
        double[] figures = new double[replicates];
        int[] draw = new int[speakers];
        for (int replicate = 0; replicate < replicates; replicate++) {
            Arrays.setAll(draw, i -> random.nextInt(speakers));
            figures[replicate] = recall(matrices, draw);
        }
        return new SpeakerBootstrap(
                StatUtils.percentile(figures, LOW_PERCENTILE),
                StatUtils.percentile(figures, HIGH_PERCENTILE),
                replicates,
                seed);
    }

    private static double recall(List<ConfusionMatrix> matrices, int[] draw) {
        ConfusionMatrix sum = new ConfusionMatrix(matrices.get(0).labels());
        for (int speaker : draw) {
            sum.addAll(matrices.get(speaker));
        }
        return sum.unweightedAverageRecall();
    }
}
