package dev.undertone.feature.functional;

/**
 * Operations on a contour s_0 .. s_{n-1}, one value per frame, of which only the frames of a mask count: all of a
 * spectral descriptor, the voiced ones of a pitch. A run is a longest stretch of frames that count.
 */
final class Contour {

    private Contour() {}

    /**
     * The moving average over 3 frames: of s[i-1], s[i], s[i+1] those that count, the first and last frame standing for
     * what lies outside.
     *
     * @param contour s
     * @param counts one per frame
     * @param smooth receives n values, 0 where the frame does not count; another array than s
     */
    static void smooth(double[] contour, boolean[] counts, double[] smooth) {
        int last = counts.length - 1;
        for (int i = 0; i <= last; i++) {
            int before = Math.max(i - 1, 0);
            int after = Math.min(i + 1, last);
            double sum = contour[i];
            int terms = 1;
            if (counts[before]) {
                sum += contour[before];
                terms++;
            }
            if (counts[after]) {
                sum += contour[after];
                terms++;
            }
            smooth[i] = counts[i] ? sum / terms : 0;
        }
    }

    /**
     * The slope of a line through 5 frames, d[i] = ( (s[i+1] - s[i-1]) + 2 (s[i+2] - s[i-2]) ) / 10 (Furui, IEEE Trans.
     * ASSP 34(1), 1986), a run's first and last frame standing for what lies outside of it.
     *
     * @param contour s
     * @param counts one per frame
     * @param delta receives n values, 0 where the frame does not count; another array than s
     */
    static void delta(double[] contour, boolean[] counts, double[] delta) {
        int from = 0;
        while (from < counts.length) {
            int to = from;
            while (to < counts.length && counts[to]) {
                to++;
            }
            deltaOfRun(contour, from, to - 1, delta);
            if (to < counts.length) {
                delta[to] = 0;
            }
            from = to + 1;
        }
    }

    private static void deltaOfRun(double[] contour, int first, int last, double[] delta) {
        for (int i = first; i <= last; i++) {
            double near = contour[Math.min(i + 1, last)] - contour[Math.max(i - 1, first)];
            double far = contour[Math.min(i + 2, last)] - contour[Math.max(i - 2, first)];
            delta[i] = (near + 2 * far) / 10;
        }
    }

    /**
     * Moves the values that count together.
     *
     * @param contour s
     * @param counts one per frame
     * @param values receives them in order; may be s itself
     * @return how many there are
     */
    static int gather(double[] contour, boolean[] counts, double[] values) {
        int length = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i]) {
                values[length++] = contour[i];
            }
        }
        return length;
    }

    /** How many runs there are. */
    static int runs(boolean[] counts) {
        int runs = 0;
        for (int i = 0; i < counts.length; i++) {
            runs += counts[i] && (i == 0 || !counts[i - 1]) ? 1 : 0;
        }
        return runs;
    }
}
