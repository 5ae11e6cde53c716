package dev.undertone.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
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

    /**
     * Tests one random man and one random woman, as Tao and Liu (ICASSP 2018), section 4, did.
     *
     * <p>The pair is random but for the seed ({@link Random}: first the man, then the woman, by rank). Its figures are
     * those of two people: see {@link #leaveOneOut} for better ones.
     *
     * @param clips of both genders
     * @param validationSpeakers spread as by {@link SpeakerSplit#of}; the paper held out a tenth of the others
     * @param seed any
     * @throws IllegalArgumentException if there is no man, no woman, or there are too few speakers
     */
    public static FoldPlan randomPair(List<LabelledClip> clips, int validationSpeakers, long seed) {
        SortedMap<Gender, SortedSet<String>> byGender = new TreeMap<>();
        for (LabelledClip clip : clips) {
            byGender.computeIfAbsent(clip.gender(), first -> new TreeSet<>()).add(clip.speaker());
        }
        Random random = new Random(seed);
        String man = anyOf(Gender.MALE, byGender, random);
        String woman = anyOf(Gender.FEMALE, byGender, random);
        SpeakerSplit split =
                SpeakerSplit.of(
                        clips.stream().map(LabelledClip::speaker).distinct().toList(),
                        Set.of(man, woman),
                        validationSpeakers);
        return new FoldPlan(List.of(new Fold("pair-" + man + "-" + woman, split)));
    }

    private static String anyOf(
            Gender gender, Map<Gender, SortedSet<String>> byGender, Random random) {
        List<String> speakers = List.copyOf(byGender.getOrDefault(gender, new TreeSet<>()));
        if (speakers.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected %s speakers but got none".formatted(gender.label()));
        }
        return speakers.get(random.nextInt(speakers.size()));
    }
}
