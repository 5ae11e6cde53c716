package dev.undertone.training.network;

/**
 * The shape of an {@link EmotionNetwork}.
 *
 * @param recurrence the recurrent cell
 * @param features the number of features of a frame, at least 1
 * @param dense the units of the dense layer before the recurrence and of the one in each branch, at
 *     least 1
 * @param cell the units of the recurrent cell per direction, at least 1
 * @param emotions the number of emotions, at least 2
 * @param speakers the number of training speakers, or 0 for no speaker branch
 * @param genders the number of genders, or 0 for no gender branch
 * @param dropout the probability in [0, 1) with which training drops an output of a layer
 * @param framesPerStep how many neighbouring frames one recurrent step averages: 1 or 2
 */
public record NetworkConfiguration(
        Recurrence recurrence,
        int features,
        int dense,
        int cell,
        int emotions,
        int speakers,
        int genders,
        float dropout,
        int framesPerStep) {

    /** Checks the ranges above. */
    public NetworkConfiguration {
        Ranges.requireAtLeast("features", features, 1);
        Ranges.requireAtLeast("dense", dense, 1);
        Ranges.requireAtLeast("cell", cell, 1);
        Ranges.requireAtLeast("emotions", emotions, 2);
        Ranges.requireBranch("speakers", speakers);
        Ranges.requireBranch("genders", genders);
        Ranges.requireDropout(dropout);
        if (framesPerStep != 1 && framesPerStep != 2) {
            throw new IllegalArgumentException(
                    "expected 1 or 2 frames per step but got " + framesPerStep);
        }
    }

    /** The paper's sizes and dropout: 36 features, 256 dense units, a cell of 128, dropout 0.5. */
    public static NetworkConfiguration paper(
            Recurrence recurrence, int emotions, int speakers, int genders) {
        return new NetworkConfiguration(
                recurrence, 36, 256, 128, emotions, speakers, genders, 0.5f, 1);
    }

    /** The length of the pooled vector: both directions side by side. */
    public int embedding() {
        return 2 * cell;
    }
}
