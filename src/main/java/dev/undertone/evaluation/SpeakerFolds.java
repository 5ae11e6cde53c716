package dev.undertone.evaluation;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Five folds of speakers: the fold of a speaker is the rank of its id in ascending order (from 0, by code unit), modulo 5.
 *
 * <p>Depends on nothing but the ids, so the same speakers have the same folds on every machine and with every seed. Ids
 * that sort behind all others change no fold of the others.
 */
public final class SpeakerFolds {

    /** How many folds there are. */
    public static final int FOLDS = 5;

    private final List<String> ranked;

    private SpeakerFolds(Collection<String> speakers) {
        this.ranked = List.copyOf(new TreeSet<>(speakers));
    }

    /**
     * Ranks speakers.
     *
     * @param speakers their ids, repetitions allowed
     * @throws IllegalArgumentException if there are fewer speakers than folds
     */
    public static SpeakerFolds of(Collection<String> speakers) {
        SpeakerFolds folds = new SpeakerFolds(speakers);
        if (folds.ranked.size() < FOLDS) {
            throw new IllegalArgumentException(
                    "expected at least %d speakers but got %d"
                            .formatted(FOLDS, folds.ranked.size()));
        }
        return folds;
    }

    /** Ranks the speakers of the clips; as {@link #of(Collection)}. */
    public static SpeakerFolds ofClips(List<LabelledClip> clips) {
        return of(clips.stream().map(LabelledClip::speaker).toList());
    }

    /** All speakers in ascending order. */
    public List<String> speakers() {
        return ranked;
    }

    /**
     * The fold of a speaker, 0 to 4.
     *
     * @throws IllegalArgumentException if the speaker is not among the ranked
     */
    public int foldOf(String speaker) {
        int rank = ranked.indexOf(speaker);
        if (rank < 0) {
            throw new IllegalArgumentException(
                    "expected one of %d ranked speakers but got %s"
                            .formatted(ranked.size(), speaker));
        }
        return rank % FOLDS;
    }

    /**
     * The speakers of one fold.
     *
     * @param fold 0 to 4
     */
    public SortedSet<String> speakersIn(int fold) {
        requireFold(fold);
        SortedSet<String> speakers = new TreeSet<>();
        for (int rank = fold; rank < ranked.size(); rank += FOLDS) {
            speakers.add(ranked.get(rank));
        }
        return speakers;
    }

    /**
     * One fold for the test, the other four for training and validation, as {@link SpeakerSplit#of}.
     *
     * @param testFold 0 to 4
     * @param validationSpeakers at least 0 and fewer than there are in the other folds; 0 for none
     * @throws IllegalArgumentException if no such split exists
     */
    public SpeakerSplit split(int testFold, int validationSpeakers) {
        return SpeakerSplit.of(ranked, speakersIn(testFold), validationSpeakers);
    }

    private static void requireFold(int fold) {
        if (fold < 0 || fold >= FOLDS) {
            throw new IllegalArgumentException(
                    "expected a fold of 0 to %d but got %d".formatted(FOLDS - 1, fold));
        }
    }
}
