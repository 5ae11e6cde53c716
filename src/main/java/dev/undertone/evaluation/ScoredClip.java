package dev.undertone.evaluation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One clip as a system scored it, before any temperature.
 *
 * @param clip name of the audio file, without its folder
 * @param speaker id of the speaker
 * @param gender of the speaker
 * @param emotion the true label
 * @param logits one finite score per label of the system: natural logarithms of the probabilities, up to a constant
 */
public record ScoredClip(
        String clip, String speaker, Gender gender, String emotion, List<Double> logits) {

    /**
     * Copies the logits.
     *
     * @throws IllegalArgumentException if the clip, speaker or emotion is blank, there is no logit, or one is not finite
     */
    public ScoredClip {
        if (clip.isBlank() || speaker.isBlank() || emotion.isBlank()) {
            throw new IllegalArgumentException(
                    "expected a clip, a speaker and an emotion but got \"%s\", \"%s\" and \"%s\""
                            .formatted(clip, speaker, emotion));
        }
        logits = List.copyOf(logits);
        if (logits.isEmpty() || !logits.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "expected finite logits of %s but got %s".formatted(clip, logits));
        }
    }

    /** A clip of a corpus with the logits [K] that a system gave it. */
    public static ScoredClip of(LabelledClip clip, float[] logits) {
        return new ScoredClip(
                String.valueOf(clip.path().getFileName()),
                clip.speaker(),
                clip.gender(),
                clip.emotion(),
                IntStream.range(0, logits.length).mapToObj(k -> (double) logits[k]).toList());
    }

    /**
     * Probability of each label: exp(z_k / T) / sum_j exp(z_j / T), z the logits.
     *
     * @param temperature T, above 0; 1 for the scores as they are
     * @return a new array in the order of the labels, of sum 1
     */
    public double[] probabilities(double temperature) {
        double highest = logits.get(mostProbable());
        double[] probabilities =
                logits.stream().mapToDouble(z -> Math.exp((z - highest) / temperature)).toArray();
        double sum = 0;
        for (double weight : probabilities) {
            sum += weight;
        }
        for (int k = 0; k < probabilities.length; k++) {
            probabilities[k] /= sum;
        }
        return probabilities;
    }

    /** The largest of the probabilities at a temperature. */
    public double confidence(double temperature) {
        return probabilities(temperature)[mostProbable()];
    }

    /** Index of the highest logit, which no temperature changes; the first of equals. */
    public int mostProbable() {
        int best = 0;
        for (int k = 1; k < logits.size(); k++) {
            best = logits.get(k) > logits.get(best) ? k : best;
        }
        return best;
    }
}
