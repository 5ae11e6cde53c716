package dev.undertone.training.corpus;

import dev.undertone.evaluation.LabelledClip;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A corpus that was read and checked.
 *
 * @param name as a model's manifest and card give it, for example {@code CREMA-D}
 * @param clips in ascending order of their paths, at least one
 * @param remarks what a reader should know: clips that were left out and why, speakers without a clip
 * @param groups speakers by the name of their group: who spoke with whom in one recording session and is left out
 *     together; in most corpora everybody alone under the speaker's own id
 */
public record Corpus(
        String name,
        List<LabelledClip> clips,
        List<String> remarks,
        SortedMap<String, SortedSet<String>> groups) {

    /** Copies the lists. */
    public Corpus {
        clips = List.copyOf(clips);
        remarks = List.copyOf(remarks);
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
        if (clips.isEmpty()) {
            throw new IllegalArgumentException("expected clips of " + name + " but got none");
        }
    }

    /** A corpus whose speakers were recorded one by one. */
    public Corpus(String name, List<LabelledClip> clips, List<String> remarks) {
        this(name, clips, remarks, groups(clips, speaker -> speaker));
    }

    /** The speakers of clips, by the group that each of them belongs to. */
    static SortedMap<String, SortedSet<String>> groups(
            List<LabelledClip> clips, UnaryOperator<String> groupOf) {
        SortedMap<String, SortedSet<String>> groups = new TreeMap<>();
        for (LabelledClip clip : clips) {
            groups.computeIfAbsent(groupOf.apply(clip.speaker()), first -> new TreeSet<>())
                    .add(clip.speaker());
        }
        return groups;
    }
}
