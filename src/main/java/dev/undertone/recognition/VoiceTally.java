package dev.undertone.recognition;

import dev.undertone.recognition.TimelineSummary.NegativeStretch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up the segments of one channel or speaker, which come in the order of their starts. */
final class VoiceTally {

    private static final List<String> NEGATIVE = List.of("angry", "sad");

    /** A shorter segment is too little to point at: two seconds are a short sentence. */
    private static final double MIN_NEGATIVE_SECONDS = 2;

    private final @Nullable Integer channel;
    private final @Nullable String speaker;
    private final Map<String, Double> probabilities = new LinkedHashMap<>();
    private final Map<String, Double> shares = new LinkedHashMap<>();
    private final Coverage judged = new Coverage();
    private final Coverage speech = new Coverage();
    private double weight;
    private int segments;
    private @Nullable NegativeStretch mostNegative;

    /** The length of the union of intervals that come in the order of their starts. */
    private static final class Coverage {

        private double seconds;
        private double end;

        void add(TimelineSegment segment) {
            seconds += Math.max(0, segment.endSeconds() - Math.max(segment.startSeconds(), end));
            end = Math.max(end, segment.endSeconds());
        }
    }

    VoiceTally(@Nullable Integer channel, @Nullable String speaker, List<String> labels) {
        this.channel = channel;
        this.speaker = speaker;
        for (String label : labels) {
            probabilities.put(label, 0.0);
            shares.put(label, 0.0);
        }
    }

    void add(TimelineSegment segment) {
        segments++;
        judged.add(segment);
        Judgement judgement = segment.judgement();
        if (!judgement.speechDetected()) {
            return;
        }
        speech.add(segment);
        double seconds = segment.endSeconds() - segment.startSeconds();
        weight += seconds;
        judgement
                .probabilities()
                .forEach((label, p) -> probabilities.merge(label, seconds * p, Double::sum));
        if (judgement.emotion() != null) {
            shares.merge(judgement.emotion(), seconds, Double::sum);
        }
        compareNegative(segment, seconds);
    }

    /**
     * The summary.
     *
     * @param heardSeconds what speech is held against; the seconds of all segments where not given
     */
    TimelineSummary.Voice summary(@Nullable Double heardSeconds) {
        double heard = heardSeconds == null ? judged.seconds : heardSeconds;
        return new TimelineSummary.Voice(
                channel,
                speaker,
                segments,
                speech.seconds,
                Math.max(0, heard - speech.seconds),
                largestShare(),
                weight == 0 ? null : scaled(probabilities),
                weight == 0 ? null : scaled(shares),
                mostNegative);
    }

    private void compareNegative(TimelineSegment segment, double seconds) {
        double probability =
                segment.judgement().probabilities().entrySet().stream()
                        .filter(entry -> NEGATIVE.contains(entry.getKey()))
                        .mapToDouble(Map.Entry::getValue)
                        .sum();
        boolean isCandidate = probability > 0 && seconds >= MIN_NEGATIVE_SECONDS;
        if (isCandidate && (mostNegative == null || probability > mostNegative.probability())) {
            mostNegative =
                    new NegativeStretch(
                            segment.index(),
                            segment.startSeconds(),
                            segment.endSeconds(),
                            probability);
        }
    }

    private @Nullable String largestShare() {
        String largest = null;
        double seconds = 0;
        for (Map.Entry<String, Double> share : shares.entrySet()) {
            if (share.getValue() > seconds) {
                largest = share.getKey();
                seconds = share.getValue();
            }
        }
        return largest;
    }

    private Map<String, Double> scaled(Map<String, Double> sums) {
        Map<String, Double> scaled = new LinkedHashMap<>();
        sums.forEach((label, sum) -> scaled.put(label, sum / weight));
        return scaled;
    }
}
