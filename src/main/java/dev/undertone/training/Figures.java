package dev.undertone.training;

import dev.undertone.evaluation.Scores;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What several seeds reached on the same unseen speakers.
 *
 * @param corpus whose speakers they are
 * @param runs one per seed, each with test scores
 */
record Figures(String corpus, List<ExperimentResult> runs) {

    Figures {
        runs = List.copyOf(runs);
    }

    /** A mean with the standard deviation over the seeds; 0 for a single seed. */
    record Spread(double mean, double standardDeviation) {

        static Spread of(Collection<Double> values) {
            double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
            double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
            return new Spread(
                    mean, values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1)));
        }
    }

    List<Integer> seeds() {
        return runs.stream().map(ExperimentResult::seed).toList();
    }

    List<Scores> scores() {
        return runs.stream()
                .map(run -> Objects.requireNonNull(run.test(), "a run without test speakers"))
                .toList();
    }

    Spread spread(ToDoubleFunction<Scores> figure) {
        return Spread.of(scores().stream().map(figure::applyAsDouble).toList());
    }

    /** Each speaker's recall, the mean over the seeds. */
    Map<String, Double> perSpeaker() {
        Map<String, Double> means = new TreeMap<>();
        for (String speaker : scores().get(0).perSpeaker().keySet()) {
            means.put(
                    speaker,
                    scores().stream()
                            .mapToDouble(s -> s.perSpeaker().getOrDefault(speaker, 0.0))
                            .average()
                            .orElseThrow());
        }
        return means;
    }

    /** The standard error of the mean recall over the speakers: how far other speakers may differ. */
    double speakerStandardError() {
        Map<String, Double> means = perSpeaker();
        return Spread.of(means.values()).standardDeviation() / Math.sqrt(means.size());
    }

    /** The matrices of all seeds added up: every clip counts once per seed. */
    List<List<Long>> confusions() {
        List<List<Long>> sum = new ArrayList<>();
        for (Scores scores : scores()) {
            for (int row = 0; row < scores.labels().size(); row++) {
                if (sum.size() <= row) {
                    sum.add(scores.confusionMatrix().get(row));
                } else {
                    sum.set(row, plus(sum.get(row), scores.confusionMatrix().get(row)));
                }
            }
        }
        return sum;
    }

    private static List<Long> plus(List<Long> one, List<Long> other) {
        List<Long> sum = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            sum.add(one.get(i) + other.get(i));
        }
        return sum;
    }

    /** What goes into a manifest. */
    Map<String, Object> toManifest(int testFold) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("corpus", corpus);
        figures.put("protocol", "unseen speakers: fold %d of 5".formatted(testFold));
        figures.put("speakers", perSpeaker().size());
        figures.put("clips", scores().get(0).clips());
        figures.put("seeds", seeds());
        figures.put("uar", spread(Scores::uar).mean());
        figures.put("uarStandardDeviationOverSeeds", spread(Scores::uar).standardDeviation());
        figures.put("uarStandardErrorOverSpeakers", speakerStandardError());
        figures.put("maf", spread(Scores::maf).mean());
        figures.put("map", spread(Scores::map).mean());
        figures.put("accuracy", spread(Scores::accuracy).mean());
        return figures;
    }
}
