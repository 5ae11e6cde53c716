package dev.undertone.training.vector;

import dev.undertone.evaluation.LabelledClip;
import dev.undertone.evaluation.ScoredClip;
import dev.undertone.evaluation.ScoredClips;
import dev.undertone.evaluation.SpeakerSplit;
import dev.undertone.feature.functional.UtteranceVector;
import dev.undertone.normalization.TrainingStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Utterance vectors, split by speaker and normalised with the statistics of the training part alone.
 *
 * @param emotions the classes
 * @param statistics of the training part
 * @param training who is learned from, each clip once for each rendition
 * @param validation who is asked while choosing
 * @param test who is asked once
 */
public record VectorSplit(
        List<String> emotions,
        TrainingStatistics statistics,
        Part training,
        Part validation,
        Part test) {

    public VectorSplit {
        emotions = List.copyOf(emotions);
    }

    /**
     * Some clips and their vectors, in the same order.
     *
     * @param clips what was said
     * @param vectors z-normalised, one [D] for each
     */
    public record Part(List<LabelledClip> clips, List<float[]> vectors) {

        public Part {
            clips = List.copyOf(clips);
            vectors = List.copyOf(vectors);
        }

        /** The index of each clip's emotion. */
        public List<Integer> truths(List<String> emotions) {
            return clips.stream().map(clip -> emotions.indexOf(clip.emotion())).toList();
        }

        /** What a system says of the clips, given the logits that it has for their vectors. */
        public ScoredClips scored(List<String> emotions, UnaryOperator<List<float[]>> system) {
            List<float[]> logits = system.apply(vectors);
            List<ScoredClip> scored = new ArrayList<>();
            for (int i = 0; i < clips.size(); i++) {
                scored.add(ScoredClip.of(clips.get(i), logits.get(i)));
            }
            return new ScoredClips(emotions, scored);
        }
    }

    /** Splits and normalises. */
    public static VectorSplit of(
            List<VectorUtterance> utterances, SpeakerSplit split, List<String> emotions) {
        List<VectorUtterance> training = of(utterances, split.training());
        TrainingStatistics statistics =
                TrainingStatistics.of(
                        training.stream().flatMap(clip -> clip.vectors().stream()).toList());
        return new VectorSplit(
                emotions,
                statistics,
                part(training, VectorUtterance::vectors, statistics),
                part(of(utterances, split.validation()), VectorSplit::original, statistics),
                part(of(utterances, split.test()), VectorSplit::original, statistics));
    }

    private static List<UtteranceVector> original(VectorUtterance utterance) {
        return List.of(utterance.original());
    }

    private static Part part(
            List<VectorUtterance> utterances,
            Function<VectorUtterance, List<UtteranceVector>> heard,
            TrainingStatistics statistics) {
        List<LabelledClip> clips = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        for (VectorUtterance utterance : utterances) {
            for (UtteranceVector vector : heard.apply(utterance)) {
                clips.add(utterance.clip());
                vectors.add(statistics.normalize(vector).values());
            }
        }
        return new Part(clips, vectors);
    }

    private static List<VectorUtterance> of(
            List<VectorUtterance> utterances, Set<String> speakers) {
        return utterances.stream().filter(u -> speakers.contains(u.clip().speaker())).toList();
    }
}
