package dev.undertone.dsp;

/** The first-order high pass before a cepstrum or linear prediction: y[0] = (1 - c) s[0], y[n] = s[n] - c s[n-1]. */
public final class PreEmphasis {

    private PreEmphasis() {}

    /**
     * Filters one frame by itself, as if its first sample had stood before it too.
     *
     * @param samples s, at least one
     * @param coefficient c, 0 to 1
     * @param emphasised receives y; its length says how many; another array than s
     */
    public static void apply(double[] samples, double coefficient, double[] emphasised) {
        emphasised[0] = (1 - coefficient) * samples[0];
        for (int n = 1; n < emphasised.length; n++) {
            emphasised[n] = samples[n] - coefficient * samples[n - 1];
        }
    }
}
