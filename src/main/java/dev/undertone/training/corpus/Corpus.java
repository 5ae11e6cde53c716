package dev.undertone.training.corpus;

import dev.undertone.evaluation.LabelledClip;
import java.util.List;

/**
 * A corpus that was read and checked.
 *
 * @param name as a model's manifest and card give it, for example {@code CREMA-D}
 * @param clips in ascending order of their paths, at least one
 * @param remarks what a reader should know: clips that were left out and why, speakers without a clip
 */
public record Corpus(String name, List<LabelledClip> clips, List<String> remarks) {

    public Corpus {
        clips = List.copyOf(clips);
        remarks = List.copyOf(remarks);
        if (clips.isEmpty()) {
            throw new IllegalArgumentException("expected clips of " + name + " but got none");
        }
    }
}
