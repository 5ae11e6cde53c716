package dev.undertone.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of one evaluation, ready to be written down.
 *
 * @param clips how many were scored
 * @param uar unweighted average recall
 * @param maf macro-average F
 * @param map macro-average precision
 * @param accuracy share of right answers
 * @param labels of the rows and columns
 * @param confusionMatrix one row per true label, one column per predicted label
 * @param perSpeaker unweighted average recall of each speaker
 */
public record Scores(
        long clips,
        double uar,
        double maf,
        double map,
        double accuracy,
        List<String> labels,
        List<List<Long>> confusionMatrix,
        Map<String, Double> perSpeaker) {

    public Scores {
        labels = List.copyOf(labels);
        confusionMatrix = List.copyOf(confusionMatrix);
        perSpeaker = new LinkedHashMap<>(perSpeaker);
    }

    /** The figures over all clips, and the recall of each speaker. */
    public static Scores of(SpeakerConfusions confusions) {
        ConfusionMatrix pooled = confusions.pooled();
        List<List<Long>> rows = new ArrayList<>();
        for (long[] row : pooled.counts()) {
            rows.add(Arrays.stream(row).boxed().toList());
        }
        Map<String, Double> perSpeaker = new LinkedHashMap<>();
        confusions
                .bySpeaker()
                .forEach(
                        (speaker, matrix) ->
                                perSpeaker.put(speaker, matrix.unweightedAverageRecall()));
        return new Scores(
                pooled.clips(),
                pooled.unweightedAverageRecall(),
                pooled.macroAverageF(),
                pooled.macroAveragePrecision(),
                pooled.accuracy(),
                pooled.labels(),
                rows,
                perSpeaker);
    }
}
