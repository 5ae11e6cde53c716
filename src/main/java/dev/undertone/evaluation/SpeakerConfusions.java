package dev.undertone.evaluation;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The confusions of each speaker apart. Speakers differ more than seeds do, so the spread of a figure is taken over
 * speakers.
 */
public final class SpeakerConfusions {

    private final List<String> labels;
    private final SortedMap<String, ConfusionMatrix> bySpeaker = new TreeMap<>();

    /**
     * No clip of any speaker yet.
     *
     * @param labels the classes, in the order of rows and columns
     */
    public SpeakerConfusions(List<String> labels) {
        this.labels = List.copyOf(labels);
    }

    /**
     * Counts one clip.
     *
     * @throws IllegalArgumentException if a label is not one of the classes
     */
    public void add(String speaker, String truth, String predicted) {
        bySpeaker
                .computeIfAbsent(speaker, first -> new ConfusionMatrix(labels))
                .add(truth, predicted);
    }

    /** One matrix per speaker, in ascending order of the ids; a view. */
    public SortedMap<String, ConfusionMatrix> bySpeaker() {
        return Collections.unmodifiableSortedMap(bySpeaker);
    }

    /** The sum over all speakers, in which each clip has the same weight. */
    public ConfusionMatrix pooled() {
        ConfusionMatrix sum = new ConfusionMatrix(labels);
        bySpeaker.values().forEach(sum::addAll);
        return sum;
    }

    /**
     * Unweighted average recall within each speaker, averaged over the speakers.
     *
     * @throws IllegalArgumentException if no clip was counted
     */
    public SpeakerMean unweightedAverageRecall() {
        return SpeakerMean.of(
                bySpeaker.values().stream().map(ConfusionMatrix::unweightedAverageRecall).toList());
    }
}
