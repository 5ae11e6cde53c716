package dev.undertone.training.reproduction;

import dev.undertone.evaluation.LabelledClip;
import dev.undertone.evaluation.SpeakerFolds;
import dev.undertone.evaluation.SpeakerSplit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one corpus is used: which clips, which classes, who trains and who tests.
 *
 * @param name of the corpus and its classes, such as {@code crema-d}
 * @param clips all of them
 * @param emotions the classes, in the order of every system's outputs; clips of other classes are left out
 * @param splits by name, such as {@code fold0}; every speaker tests in exactly one
 * @param seeds one run each
 */
public record Protocol(
        String name,
        List<LabelledClip> clips,
        List<String> emotions,
        Map<String, SpeakerSplit> splits,
        List<Integer> seeds) {

    public Protocol {
        List<String> known = List.copyOf(emotions);
        emotions = known;
        clips = clips.stream().filter(clip -> known.contains(clip.emotion())).toList();
        splits = new TreeMap<>(splits);
        seeds = List.copyOf(seeds);
    }

    /** A tenth of the speakers outside a fold, as in the paper. */
    private static final int VALIDATION_PART = 10;

    /** The five folds of {@link SpeakerFolds}; a tenth of the other speakers validates. */
    public static Protocol folds(
            String name, List<LabelledClip> clips, List<String> emotions, List<Integer> seeds) {
        SpeakerFolds folds =
                SpeakerFolds.ofClips(
                        clips.stream().filter(clip -> emotions.contains(clip.emotion())).toList());
        Map<String, SpeakerSplit> splits = new TreeMap<>();
        for (int fold = 0; fold < SpeakerFolds.FOLDS; fold++) {
            int others = folds.speakers().size() - folds.speakersIn(fold).size();
            int validation = Math.max(1, Math.round((float) others / VALIDATION_PART));
            splits.put("fold" + fold, folds.split(fold, validation));
        }
        return new Protocol(name, clips, emotions, splits, seeds);
    }
}
