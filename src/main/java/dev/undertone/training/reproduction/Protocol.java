package dev.undertone.training.reproduction;

import dev.undertone.evaluation.FoldPlan;
import dev.undertone.evaluation.LabelledClip;
import dev.undertone.training.corpus.Corpus;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How one corpus is used: which clips, which classes, who trains and who tests.
 *
 * @param name of the corpus and its classes, such as {@code crema-d}: good for a folder
 * @param clips those of the classes
 * @param emotions the classes, in the order of every system's outputs; clips of other classes are left out
 * @param plan the splits; every speaker tests in exactly one
 * @param seeds one run each
 */
public record Protocol(
        String name,
        List<LabelledClip> clips,
        List<String> emotions,
        FoldPlan plan,
        List<Integer> seeds) {

    /** All classes of EmoDB. */
    public static final List<String> SEVEN =
            List.of("neutral", "happy", "angry", "sad", "boredom", "fear", "disgust");

    /** A tenth of the speakers outside a fold validates, as in the paper; at least one. */
    private static final int VALIDATION_PART = 10;

    public Protocol {
        emotions = List.copyOf(emotions);
        clips = of(emotions, clips);
        seeds = List.copyOf(seeds);
    }

    /** The five folds of {@link dev.undertone.evaluation.SpeakerFolds}. */
    public static Protocol fiveFolds(
            String name, Corpus corpus, List<String> emotions, List<Integer> seeds) {
        SortedSet<String> speakers = speakers(of(emotions, corpus.clips()));
        int others = speakers.size() - (speakers.size() + 4) / 5;
        return new Protocol(
                name,
                corpus.clips(),
                emotions,
                FoldPlan.fiveFolds(speakers, validation(others)),
                seeds);
    }

    /** Leaves one group of speakers out after the other: a speaker of EmoDB, a session of IEMOCAP. */
    public static Protocol leaveOneOut(
            String name, Corpus corpus, List<String> emotions, List<Integer> seeds) {
        SortedSet<String> known = speakers(of(emotions, corpus.clips()));
        Map<String, SortedSet<String>> groups = new TreeMap<>();
        corpus.groups()
                .forEach(
                        (group, speakers) -> {
                            SortedSet<String> heard = new TreeSet<>(speakers);
                            heard.retainAll(known);
                            if (!heard.isEmpty()) {
                                groups.put(group, heard);
                            }
                        });
        int largest = groups.values().stream().mapToInt(Collection::size).max().orElse(0);
        return new Protocol(
                name,
                corpus.clips(),
                emotions,
                FoldPlan.leaveOneOut(groups, validation(known.size() - largest)),
                seeds);
    }

    private static int validation(int others) {
        return Math.max(1, Math.round((float) others / VALIDATION_PART));
    }

    private static List<LabelledClip> of(List<String> emotions, List<LabelledClip> clips) {
        return clips.stream().filter(clip -> emotions.contains(clip.emotion())).toList();
    }

    private static SortedSet<String> speakers(List<LabelledClip> clips) {
        SortedSet<String> speakers = new TreeSet<>();
        clips.forEach(clip -> speakers.add(clip.speaker()));
        return speakers;
    }
}
