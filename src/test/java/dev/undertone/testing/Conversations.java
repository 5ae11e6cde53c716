package dev.undertone.testing;

/** Recordings with voices and pauses at known places, made by formula, at 16 kHz. */
public final class Conversations {

    private static final int RATE = 16_000;

    private Conversations() {}

    /** Silence but for buzzes of voices. */
    public static float[] of(double seconds, double[]... startsAndLengths) {
        float[] samples = new float[(int) Math.round(seconds * RATE)];
        int seed = 1;
        for (double[] part : startsAndLengths) {
            float[] buzz = WavBytes.buzz(part[1], seed++);
            System.arraycopy(buzz, 0, samples, (int) Math.round(part[0] * RATE), buzz.length);
        }
        return samples;
    }

    /** Two channels in turn, as long as the first one. */
    public static float[] interleaved(float[] left, float[] right) {
        float[] both = new float[2 * left.length];
        for (int n = 0; n < left.length; n++) {
            both[2 * n] = left[n];
            both[2 * n + 1] = right[n];
        }
        return both;
    }
}
