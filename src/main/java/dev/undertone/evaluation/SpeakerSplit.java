package dev.undertone.evaluation;

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
