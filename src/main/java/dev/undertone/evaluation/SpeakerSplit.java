package dev.undertone.evaluation;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who is heard in training, who is asked while choosing, who is asked once at the end. No speaker is in two of the sets.
 *
 * @param training speakers whose clips set the weights
 * @param validation speakers whose clips may guide choices
 * @param test speakers whose clips give the figure that is reported
 */
public record SpeakerSplit(
        SortedSet<String> training, SortedSet<String> validation, SortedSet<String> test) {

    /**
     * Copies the sets.
     *
     * @throws IllegalArgumentException if a speaker is in two of the sets; names the speakers
     */
    public SpeakerSplit {
        training = Collections.unmodifiableSortedSet(new TreeSet<>(training));
        validation = Collections.unmodifiableSortedSet(new TreeSet<>(validation));
        test = Collections.unmodifiableSortedSet(new TreeSet<>(test));
        requireDisjoint("training and validation", training, validation);
        requireDisjoint("training and test", training, test);
        requireDisjoint("validation and test", validation, test);
    }

    /**
     * Some speakers for the test, the others for training and validation.
     *
     * <p>With R speakers outside the test in ascending order, the i-th of V validation speakers (i from 0) is the one of
     * rank floor((2 i + 1) R / (2 V)): evenly spread, without chance.
     *
     * @param speakers everybody, repetitions allowed
     * @param test some of them
     * @param validationSpeakers V, at least 0 and below R; 0 for none
     * @throws IllegalArgumentException if no such split exists
     */
    public static SpeakerSplit of(
            Collection<String> speakers, Set<String> test, int validationSpeakers) {
        if (!speakers.containsAll(test)) {
            throw new IllegalArgumentException(
                    "expected test speakers among %s but got %s"
                            .formatted(new TreeSet<>(speakers), new TreeSet<>(test)));
        }
        SortedSet<String> training = new TreeSet<>(speakers);
        training.removeAll(test);
        List<String> others = List.copyOf(training);
        if (validationSpeakers < 0 || validationSpeakers >= others.size()) {
            throw new IllegalArgumentException(
                    "expected 0 to %d validation speakers but got %d"
                            .formatted(others.size() - 1, validationSpeakers));
        }
        SortedSet<String> validation = new TreeSet<>();
        for (int i = 0; i < validationSpeakers; i++) {
            validation.add(others.get((2 * i + 1) * others.size() / (2 * validationSpeakers)));
        }
        training.removeAll(validation);
        return new SpeakerSplit(training, validation, new TreeSet<>(test));
    }

    /** The clips of some of the speakers, in the order given. */
    public static List<LabelledClip> clipsOf(Set<String> speakers, List<LabelledClip> clips) {
        return clips.stream().filter(clip -> speakers.contains(clip.speaker())).toList();
    }

    private static void requireDisjoint(String names, Set<String> one, Set<String> other) {
        Set<String> common = new HashSet<>(one);
        common.retainAll(other);
        if (!common.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected %s without a common speaker but got %s"
                            .formatted(names, new TreeSet<>(common)));
        }
    }
}
