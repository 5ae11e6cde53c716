package dev.undertone.feature;

/**
 * Tells the frames that carry the utterance from its pauses. With p_t a frame's level and p the largest of the
 * utterance, a frame is active where p_t >= max(0.03 p, 1e-6): at most 30 dB below the loudest.
 */
public final class LevelGate {

    private static final double SHARE = 0.03;
    private static final double FLOOR = 1e-6;

    private LevelGate() {}

    /**
     * Which frames are active.
     *
     * @param peaks p_t, one per frame, see {@link FeatureMatrix#peaks()}
     * @return one per frame; none in digital silence
     */
    public static boolean[] active(float[] peaks) {
        double threshold = threshold(peaks);
        boolean[] active = new boolean[peaks.length];
        for (int t = 0; t < peaks.length; t++) {
            active[t] = peaks[t] >= threshold;
        }
        return active;
    }

    private static double threshold(float[] peaks) {
        float loudest = 0;
        for (float peak : peaks) {
            loudest = Math.max(loudest, peak);
        }
        return Math.max(SHARE * loudest, FLOOR);
    }
}
