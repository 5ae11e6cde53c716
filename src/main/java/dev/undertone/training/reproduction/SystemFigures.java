package dev.undertone.training.reproduction;

import dev.undertone.evaluation.ConfusionMatrix;
import dev.undertone.evaluation.Scores;
import dev.undertone.evaluation.SeedSpread;
import dev.undertone.evaluation.SpeakerMean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * One system on one protocol: all folds of a seed pooled into one test of all speakers.
 *
 * @param system which
 * @param runs of the complete seeds, in the order of the seeds
 * @param seeds one pooled confusion matrix each
 * @param perSpeaker recall of each speaker, the mean over the seeds
 */
record SystemFigures(
        ComparedSystem system,
        List<RunFigures> runs,
        List<ConfusionMatrix> seeds,
        Map<String, Double> perSpeaker) {

    /** Which of a run's two states is looked at. */
    enum State {
        /** After the last epoch of the schedule. */
        LAST,
        /** Of the epoch that validated best; the last where a system has no epochs. */
        EARLY_STOPPED;

        Scores test(RunFigures run) {
            RunFigures.Evaluated stopped = run.earlyStopped();
            return this == EARLY_STOPPED && stopped != null ? stopped.test() : run.last().test();
        }
    }

    /**
     * Pools the runs of a system.
     *
     * @param system which
     * @param seeds the runs of each seed that is complete: one per fold
     * @param state of the weights
     */
    static SystemFigures of(
            ComparedSystem system, Collection<List<RunFigures>> seeds, State state) {
        List<RunFigures> runs = new ArrayList<>();
        List<ConfusionMatrix> pooled = new ArrayList<>();
        Map<String, Double> sums = new TreeMap<>();
        for (List<RunFigures> seed : seeds) {
            runs.addAll(seed);
            List<Scores> folds = seed.stream().map(state::test).toList();
            ConfusionMatrix sum = new ConfusionMatrix(folds.get(0).labels());
            folds.forEach(fold -> sum.addAll(ConfusionMatrix.of(fold)));
            pooled.add(sum);
            folds.forEach(
                    fold ->
                            fold.perSpeaker()
                                    .forEach(
                                            (speaker, uar) ->
                                                    sums.merge(speaker, uar, Double::sum)));
        }
        sums.replaceAll((speaker, sum) -> sum / seeds.size());
        return new SystemFigures(system, runs, pooled, sums);
    }

    SeedSpread spread(ToDoubleFunction<ConfusionMatrix> figure) {
        return SeedSpread.of(seeds.stream().mapToDouble(figure).toArray());
    }

    /** How far the mean recall would differ for other speakers: its standard error over the speakers. */
    double speakerStandardError() {
        return SpeakerMean.of(perSpeaker.values()).standardError().orElse(Double.NaN);
    }

    /** The sum over the seeds: every clip counts once per seed. */
    ConfusionMatrix pooled() {
        ConfusionMatrix sum = new ConfusionMatrix(seeds.get(0).labels());
        seeds.forEach(sum::addAll);
        return sum;
    }

    double cpuMinutesPerRun() {
        return runs.stream().mapToDouble(RunFigures::cpuSeconds).average().orElseThrow() / 60;
    }

    double wallMinutesPerRun() {
        return runs.stream().mapToDouble(RunFigures::wallSeconds).average().orElseThrow() / 60;
    }

    long parameters() {
        return Objects.requireNonNull(runs.get(0)).parameters();
    }
}
