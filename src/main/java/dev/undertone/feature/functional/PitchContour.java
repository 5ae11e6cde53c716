package dev.undertone.feature.functional;

/** What becomes of a pitch contour f_0 .. f_{n-1} in Hz, 0 in unvoiced frames. */
final class PitchContour {

    private static final double ENVELOPE_KEPT = 0.75;

    private PitchContour() {}

    /**
     * The median of each voiced frame and its two neighbours, against single octave errors. A run's two ends, whose
     * neighbour is not voiced, stay as they are. So a frame is voiced after it if it was before.
     *
     * @param pitchHz f
     * @param median receives as many values; another array than f
     */
    static void median(double[] pitchHz, double[] median) {
        System.arraycopy(pitchHz, 0, median, 0, pitchHz.length);
        for (int t = 1; t < pitchHz.length - 1; t++) {
            double before = pitchHz[t - 1];
            double here = pitchHz[t];
            double after = pitchHz[t + 1];
            if (before > 0 && here > 0 && after > 0) {
                double low = Math.min(before, after);
                double high = Math.max(before, after);
                median[t] = Math.max(low, Math.min(high, here));
            }
        }
    }

    /**
     * F0finEnv: e_t = 0.75 e_{t-1} + 0.25 f_t in voiced frames, e_{t-1} in others; 0 before the first voiced frame, which
     * enters as it is.
     *
     * @param pitchHz f
     * @param envelope receives as many values
     */
    static void envelope(double[] pitchHz, double[] envelope) {
        double held = 0;
        for (int t = 0; t < pitchHz.length; t++) {
            if (pitchHz[t] > 0) {
                held =
                        held == 0
                                ? pitchHz[t]
                                : ENVELOPE_KEPT * held + (1 - ENVELOPE_KEPT) * pitchHz[t];
            }
            envelope[t] = held;
        }
    }

    /** Which frames are voiced. */
    static boolean[] voiced(double[] pitchHz) {
        boolean[] voiced = new boolean[pitchHz.length];
        for (int t = 0; t < voiced.length; t++) {
            voiced[t] = pitchHz[t] > 0;
        }
        return voiced;
    }
}
