package dev.undertone.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who is tested when: the splits of one comparison in their order, each with a name.
 *
 * @param folds at least one, of distinct names
 */
public record FoldPlan(List<Fold> folds) {

    /**
     * One split.
     *
     * @param name of lower-case letters, digits, capitals, {@code _} and {@code -}: good for a folder
     * @param split the speakers
     */
    public record Fold(String name, SpeakerSplit split) {}

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there is no fold or a name comes twice
     */
    public FoldPlan {
        folds = List.copyOf(folds);
        long names = folds.stream().map(Fold::name).distinct().count();
        if (folds.isEmpty() || names != folds.size()) {
            throw new IllegalArgumentException(
                    "expected folds of distinct names but got "
                            + folds.stream().map(Fold::name).toList());
        }
    }

    /**
     * The five folds of {@link SpeakerFolds}, {@code fold0} to {@code fold4}: every speaker is tested once.
     *
     * @param speakers everybody, repetitions allowed
     * @param validationSpeakers of each split, spread as by {@link SpeakerSplit#of}
     * @throws IllegalArgumentException if there are too few speakers
     */
    public static FoldPlan fiveFolds(Collection<String> speakers, int validationSpeakers) {
        SpeakerFolds ranked = SpeakerFolds.of(speakers);
        List<Fold> folds = new ArrayList<>();
        for (int fold = 0; fold < SpeakerFolds.FOLDS; fold++) {
            folds.add(new Fold("fold" + fold, ranked.split(fold, validationSpeakers)));
        }
        return new FoldPlan(folds);
    }

    /**
     * Leaves one group out after the other, in ascending order of their names, which name the folds: every speaker is
     * tested once, together with the own group.
     *
     * @param groups speakers by group, no speaker in two
     * @param validationSpeakers of each split, spread as by {@link SpeakerSplit#of}
     * @throws IllegalArgumentException if a speaker is in two groups or there are too few speakers
     */
    public static FoldPlan leaveOneOut(
            Map<String, ? extends Set<String>> groups, int validationSpeakers) {
        List<String> speakers = groups.values().stream().flatMap(Set::stream).toList();
        if (new TreeSet<>(speakers).size() != speakers.size()) {
            throw new IllegalArgumentException(
                    "expected every speaker in one group but got " + new TreeMap<>(groups));
        }
        return new FoldPlan(
                new TreeMap<>(groups)
                        .entrySet().stream()
                                .map(
                                        group ->
                                                new Fold(
                                                        group.getKey(),
                                                        SpeakerSplit.of(
                                                                speakers,
                                                                group.getValue(),
                                                                validationSpeakers)))
                                .toList());
    }
}
