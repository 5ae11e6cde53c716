package dev.undertone.evaluation;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;

/**
 * For whom does it work: unweighted average recall by gender and at the ends of the speakers.
 *
 * @param uarByGender over all clips of a gender, by {@link Gender#label()}; female, male, unknown, those that occur
 * @param worst the speaker of the lowest recall, the first by id of equals
 * @param median the middle of the speakers' recalls; the mean of the two middle ones where their number is even
 * @param best the speaker of the highest recall, the first by id of equals
 */
public record SpeakerSpread(
        Map<String, Double> uarByGender, Speaker worst, double median, Speaker best) {

    /** Copies the map, in its order. */
    public SpeakerSpread {
        uarByGender = new LinkedHashMap<>(uarByGender);
    }

    /**
     * One speaker's figure.
     *
     * @param speaker the id
     * @param uar unweighted average recall over the classes that the speaker has clips of
     */
    public record Speaker(String speaker, double uar) {}

    /**
     * Compares the people in a test.
     *
     * @param scored at least one clip
     * @throws IllegalArgumentException if there is no clip
     */
    public static SpeakerSpread of(ScoredClips scored) {
        if (scored.clips().isEmpty()) {
            throw new IllegalArgumentException("expected at least one clip but got none");
        }
        List<Speaker> speakers =
                scored.confusions().bySpeaker().entrySet().stream()
                        .map(e -> new Speaker(e.getKey(), e.getValue().unweightedAverageRecall()))
                        .toList();
        Comparator<Speaker> byRecall = Comparator.comparingDouble(Speaker::uar);
        Comparator<Speaker> byId = Comparator.comparing(Speaker::speaker);
        return new SpeakerSpread(
                uarByGender(scored),
                speakers.stream().min(byRecall.thenComparing(byId)).orElseThrow(),
                StatUtils.percentile(speakers.stream().mapToDouble(Speaker::uar).toArray(), 50),
                speakers.stream().max(byRecall.thenComparing(byId.reversed())).orElseThrow());
    }

    private static Map<String, Double> uarByGender(ScoredClips scored) {
        Map<Gender, ConfusionMatrix> byGender = new EnumMap<>(Gender.class);
        for (ScoredClip clip : scored.clips()) {
            byGender.computeIfAbsent(clip.gender(), first -> new ConfusionMatrix(scored.labels()))
                    .add(clip.emotion(), scored.predicted(clip));
        }
        Map<String, Double> recalls = new LinkedHashMap<>();
        byGender.forEach(
                (gender, matrix) -> recalls.put(gender.label(), matrix.unweightedAverageRecall()));
        return recalls;
    }
}
