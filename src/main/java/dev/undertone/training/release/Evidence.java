package dev.undertone.training.release;

import dev.undertone.evaluation.CalibrationError;
import dev.undertone.evaluation.ConfusionMatrix;
import dev.undertone.evaluation.CoverageCurve;
import dev.undertone.evaluation.ScoredClips;
import dev.undertone.evaluation.SeedSpread;
import dev.undertone.evaluation.SpeakerBootstrap;
import dev.undertone.evaluation.SpeakerMean;
import dev.undertone.evaluation.SpeakerSpread;
import dev.undertone.evaluation.TemperatureScaling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What a system said of speakers that it had not heard, one {@link ScoredClips} per seed.
 *
 * @param corpus whose speakers they are
 * @param protocol who trained and who tested, in a few words
 * @param seeds one run, or one run per fold, each
 * @param validation of the speakers on whom the temperature is fitted; empty where nobody validated
 * @param test of the speakers whose figures are reported; at least one seed
 */
public record Evidence(
        String corpus,
        String protocol,
        List<Integer> seeds,
        List<ScoredClips> validation,
        List<ScoredClips> test) {

    private static final int REPLICATES = 10_000;
    private static final long BOOTSTRAP_SEED = 1;

    public Evidence {
        seeds = List.copyOf(seeds);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
        if (test.size() != seeds.size() || test.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected the test of each of the seeds %s but got %d"
                            .formatted(seeds, test.size()));
        }
    }

    /** One figure of the pooled confusion matrix. */
    public SeedSpread spread(ToDoubleFunction<ConfusionMatrix> figure) {
        return SeedSpread.of(
                test.stream()
                        .map(scored -> scored.confusions().pooled())
                        .mapToDouble(figure)
                        .toArray());
    }

    /** The temperature that fits the validation speakers best; 1 where nobody validated. */
    public double temperature() {
        return validation.isEmpty()
                ? 1
                : TemperatureScaling.fit(ScoredClips.pooled(validation)).temperature();
    }

    /** Every clip once per seed. */
    ScoredClips pooled() {
        return ScoredClips.pooled(test);
    }

    double calibrationError(double temperature) {
        return CalibrationError.of(pooled(), temperature).expected();
    }

    CoverageCurve coverage() {
        return CoverageCurve.of(pooled(), temperature());
    }

    SpeakerSpread speakers() {
        return SpeakerSpread.of(pooled());
    }

    SpeakerBootstrap interval() {
        return SpeakerBootstrap.of(pooled().confusions(), REPLICATES, BOOTSTRAP_SEED);
    }

    /** Recall of each speaker over all seeds. */
    Map<String, Double> perSpeaker() {
        Map<String, Double> recalls = new TreeMap<>();
        pooled().confusions()
                .bySpeaker()
                .forEach(
                        (speaker, matrix) ->
                                recalls.put(speaker, matrix.unweightedAverageRecall()));
        return recalls;
    }

    double speakerStandardError() {
        return SpeakerMean.of(perSpeaker().values()).standardError().orElse(Double.NaN);
    }

    /** What goes into a manifest. */
    Map<String, Object> figures() {
        SeedSpread uar = spread(ConfusionMatrix::unweightedAverageRecall);
        SpeakerBootstrap interval = interval();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("corpus", corpus);
        figures.put("protocol", protocol);
        figures.put("speakers", perSpeaker().size());
        figures.put("clips", test.get(0).clips().size());
        figures.put("seeds", seeds);
        figures.put("uar", uar.mean());
        uar.standardDeviation()
                .ifPresent(spread -> figures.put("uarStandardDeviationOverSeeds", spread));
        figures.put("uarStandardErrorOverSpeakers", speakerStandardError());
        figures.put("uarInterval95", List.of(interval.low(), interval.high()));
        figures.put("maf", spread(ConfusionMatrix::macroAverageF).mean());
        figures.put("map", spread(ConfusionMatrix::macroAveragePrecision).mean());
        figures.put("accuracy", spread(ConfusionMatrix::accuracy).mean());
        figures.put("expectedCalibrationError", calibrationError(temperature()));
        figures.put("uarByGender", speakers().uarByGender());
        return figures;
    }
}
