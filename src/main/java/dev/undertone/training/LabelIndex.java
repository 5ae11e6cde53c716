package dev.undertone.training;

import dev.undertone.evaluation.Gender;
import dev.undertone.evaluation.LabelledClip;
import java.util.List;

/**
 * Gives labels and speakers their indexes.
 *
 * @param emotions in the order of the network's outputs
 * @param speakers in ascending order
 */
record LabelIndex(List<String> emotions, List<String> speakers) {

    LabelIndex {
        emotions = List.copyOf(emotions);
        speakers = List.copyOf(speakers);
    }

    /** An index over all speakers of some clips. */
    static LabelIndex of(List<String> emotions, List<LabelledClip> clips) {
        return new LabelIndex(
                emotions, clips.stream().map(LabelledClip::speaker).distinct().sorted().toList());
    }

    TrainingUtterance.Targets targets(LabelledClip clip) {
        return new TrainingUtterance.Targets(
                index(emotions, clip.emotion()),
                index(speakers, clip.speaker()),
                clip.gender() == Gender.MALE ? 1 : 0);
    }

    private static int index(List<String> names, String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "expected one of %s but got %s".formatted(names, name));
        }
        return index;
    }
}
