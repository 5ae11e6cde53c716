package dev.undertone.training.reproduction;

import dev.undertone.evaluation.FoldPlan;
import dev.undertone.evaluation.LabelledClip;
import dev.undertone.evaluation.SpeakerSplit;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One cell of the grid.
 *
 * @param protocol of the corpus
 * @param fold who trains, validates and tests
 * @param system what is trained
 * @param seed of everything random
 */
public record GridRun(Protocol protocol, FoldPlan.Fold fold, ComparedSystem system, int seed) {

    /** Unique within the grid, such as {@code crema-d/a-lstm/fold0-seed1}; good for a folder. */
    public String id() {
        return "%s/%s/%s-seed%d".formatted(protocol.name(), system.systemName(), fold.name(), seed);
    }

    /** The same cell of another system. */
    GridRun of(ComparedSystem other) {
        return new GridRun(protocol, fold, other, seed);
    }

    /** Everybody trains, nobody is asked. */
    SpeakerSplit everybody() {
        SortedSet<String> speakers = new TreeSet<>();
        protocol.clips().forEach(clip -> speakers.add(clip.speaker()));
        return new SpeakerSplit(speakers, new TreeSet<>(), new TreeSet<>());
    }

    List<LabelledClip> test() {
        return SpeakerSplit.clipsOf(fold.split().test(), protocol.clips());
    }

    List<LabelledClip> training() {
        return SpeakerSplit.clipsOf(fold.split().training(), protocol.clips());
    }
}
