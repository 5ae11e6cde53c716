package dev.undertone.training;

import dev.undertone.evaluation.Gender;
import dev.undertone.evaluation.LabelledClip;
import java.util.List;

/**
 * Gives labels and training speakers their indexes.
 *
 * @param emotions in the order of the network's outputs
 * @param speakers of the training part, in ascending order
 */
public record LabelIndex(List<String> emotions, List<String> speakers) {

    /** What the gender branch tells apart. */
    static final int GENDERS = 2;

    public LabelIndex {
        emotions = List.copyOf(emotions);
        speakers = List.copyOf(speakers);
    }

    /**
     * Indexes of the right answers.
     *
     * @param emotion index into the labels
     * @param speaker index into the training speakers
     * @param gender 0 female, 1 male; an unknown gender counts as 0, which only a network without a gender branch may see
     */
    record Targets(int emotion, int speaker, int gender) {}

    /** An index over all speakers of the training part. */
    static LabelIndex of(List<String> emotions, List<TrainingUtterance> training) {
        return new LabelIndex(
                emotions,
                training.stream()
                        .map(utterance -> utterance.clip().speaker())
                        .distinct()
                        .sorted()
                        .toList());
    }

    /**
     * The right answers of a training clip.
     *
     * @throws IllegalArgumentException if its emotion or its speaker is not in the index
     */
    Targets targets(LabelledClip clip) {
        return new Targets(
                index(emotions, clip.emotion()),
                index(speakers, clip.speaker()),
                clip.gender() == Gender.MALE ? 1 : 0);
    }

    /**
     * Refuses training clips whose gender is not known: a branch would learn a made-up answer.
     *
     * @throws IllegalArgumentException naming the first such clip
     */
    static void requireGenders(List<TrainingUtterance> training) {
        for (TrainingUtterance utterance : training) {
            if (utterance.clip().gender() == Gender.UNKNOWN) {
                throw new IllegalArgumentException(
                        "expected female or male for multi-task training but the gender of %s is unknown"
                                .formatted(utterance.clip().path()));
            }
        }
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
