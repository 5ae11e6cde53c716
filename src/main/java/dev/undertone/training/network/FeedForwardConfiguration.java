package dev.undertone.training.network;

import java.util.Collections;
import java.util.List;

/**
 * The shape of a {@link FeedForwardNetwork}.
 *
 * @param inputs the length of the vector that it reads, at least 1
 * @param shared the units of each dense layer that all tasks share, each at least 1; may be empty
 * @param branch the units of the dense layer in each branch, or 0 for scores straight from the last
 *     shared layer
 * @param emotions the number of emotions, at least 2
 * @param speakers the number of training speakers, or 0 for no speaker branch
 * @param genders the number of genders, or 0 for no gender branch
 * @param dropout the probability in [0, 1) with which training drops an output of a hidden layer
 */
public record FeedForwardConfiguration(
        int inputs,
        List<Integer> shared,
        int branch,
        int emotions,
        int speakers,
        int genders,
        float dropout) {

    /** Checks the ranges above. */
    public FeedForwardConfiguration {
        Ranges.requireAtLeast("inputs", inputs, 1);
        shared = List.copyOf(shared);
        shared.forEach(units -> Ranges.requireAtLeast("shared units", units, 1));
        Ranges.requireAtLeast("branch units", branch, 0);
        Ranges.requireAtLeast("emotions", emotions, 2);
        Ranges.requireBranch("speakers", speakers);
        Ranges.requireBranch("genders", genders);
        Ranges.requireDropout(dropout);
    }

    /** The paper's sizes and dropout: two shared layers of 4,096, 2,048 in each branch, 0.5. */
    public static FeedForwardConfiguration paper(
            int inputs, int emotions, int speakers, int genders) {
        return new FeedForwardConfiguration(
                inputs, Collections.nCopies(2, 4096), 2048, emotions, speakers, genders, 0.5f);
    }

    /** The length of what the emotion scores are read from: the last layer before them. */
    public int embedding() {
        return branch > 0 ? branch : sharedOutput();
    }

    /** The length of what the branches read. */
    int sharedOutput() {
        return shared.isEmpty() ? inputs : shared.get(shared.size() - 1);
    }
}
