package dev.undertone.feature.functional;

import dev.undertone.dsp.Sums;

/**
 * The successive pitch periods of a voiced neighbourhood h, by waveform matching (P. Boersma, Folia Phoniatr. Logop. 61,
 * 2009; I. R. Titze and H. Liang, J. Speech Hear. Res. 36, 1993).
 *
 * <p>With T the period that the frame's pitch gives, a segment is the S = round(T) samples centred on a mark. The first
 * mark is the largest |h| within the period around the middle. From a segment that starts at p the next one to the right
 * starts where the normalised cross-correlation of the two,
 *
 * <pre>c(l) = sum_n h[p+n] h[p+l+n] / sqrt( sum_n h[p+n]^2  sum_n h[p+l+n]^2 ),  n = 0 .. S - 1</pre>
 *
 * <p>is largest, 0.8 T &lt;= l &lt;= 1.2 T. The period is that l refined by the parabola through its neighbours, not
 * refined at the ends of this range. To the left likewise. Either walk ends where c(l) &lt; 0.5, or where h ends before
 * the largest c is seen. As segments are centred on their marks, a glottal pulse lies in the middle of one and not at the
 * border of two. 960 samples at 16 kHz hold at least 3 periods from 84 Hz on, and at most 2 below 66 Hz.
 *
 * <p>Edges: silence has no period. Keeps the results of the last call and allocates nothing after construction: one per
 * thread.
 */
final class PitchPeriods {

    private static final double SEARCHED_SHARE = 0.2;
    private static final double ACCEPTED_CORRELATION = 0.5;

    /** A segment below this share of the energy of h is silent: its energy is a difference of sums over h. */
    private static final double SILENT_SHARE = 1e-12;

    private final double[] energySums;
    private final double[] correlations;
    private final double[] lengths;
    private final double[] amplitudes;
    private double[] h = {};
    private double period;
    private int segmentLength;
    private int count;

    /** For neighbourhoods of one length. */
    PitchPeriods(int neighbourhoodLengthSamples) {
        energySums = new double[neighbourhoodLengthSamples + 1];
        correlations = new double[neighbourhoodLengthSamples];
        lengths = new double[neighbourhoodLengthSamples];
        amplitudes = new double[neighbourhoodLengthSamples + 1];
    }

    /**
     * Finds the periods of one neighbourhood; the accessors then tell of this one.
     *
     * @param neighbourhood h, its mean removed; read until the next call
     * @param periodSamples T, at least 5 and at most half the length of h
     */
    void find(double[] neighbourhood, double periodSamples) {
        h = neighbourhood;
        period = periodSamples;
        segmentLength = (int) Math.round(period);
        for (int n = 0; n < h.length; n++) {
            energySums[n + 1] = energySums[n] + h[n] * h[n];
        }
        int first = loudest(h.length / 2 - segmentLength / 2) - segmentLength / 2;
        first = Math.max(0, Math.min(first, h.length - segmentLength));
        count = 0;
        amplitudes[0] = peakToPeak(first);
        walk(first, -1);
        reverse(lengths, count);
        reverse(amplitudes, count + 1);
        walk(first, 1);
    }

    /** How many periods there are. */
    int count() {
        return count;
    }

    /** Their lengths in samples, {@link #count} values in order of time; read only. */
    double[] lengths() {
        return lengths;
    }

    /** The peak-to-peak amplitudes of the segments, one more than periods, in order of time; read only. */
    double[] amplitudes() {
        return amplitudes;
    }

    private int loudest(int from) {
        int loudest = from;
        for (int n = from; n < from + segmentLength; n++) {
            loudest = Math.abs(h[n]) > Math.abs(h[loudest]) ? n : loudest;
        }
        return loudest;
    }

    /** Appends the periods from one segment on, in the direction 1 or -1. */
    private void walk(int first, int direction) {
        int start = first;
        double length = nextPeriod(start, direction);
        while (length > 0) {
            lengths[count++] = length;
            start += direction * (int) Math.round(length);
            amplitudes[count] = peakToPeak(start);
            length = nextPeriod(start, direction);
        }
    }

    /** The distance to the adjacent segment in samples; 0 where there is none. */
    private double nextPeriod(int start, int direction) {
        int room = direction > 0 ? h.length - segmentLength - start : start;
        int shortest = (int) Math.ceil((1 - SEARCHED_SHARE) * period);
        int longest = (int) Math.floor((1 + SEARCHED_SHARE) * period);
        int last = Math.min(longest, room);
        if (last < shortest) {
            return 0;
        }
        int best = shortest;
        for (int lag = shortest; lag <= last; lag++) {
            correlations[lag] = correlation(start, start + direction * lag);
            best = correlations[lag] > correlations[best] ? lag : best;
        }
        boolean cutOff = best == last && last < longest;
        if (correlations[best] < ACCEPTED_CORRELATION || cutOff) {
            return 0;
        }
        return best == shortest || best == longest ? best : refined(best);
    }

    private double correlation(int left, int right) {
        double silent = SILENT_SHARE * energySums[h.length];
        double leftEnergy = energySums[left + segmentLength] - energySums[left];
        double rightEnergy = energySums[right + segmentLength] - energySums[right];
        if (leftEnergy <= silent || rightEnergy <= silent) {
            return 0;
        }
        return Sums.ofProducts(h, left, h, right, segmentLength)
                / Math.sqrt(leftEnergy * rightEnergy);
    }

    /** The top of the parabola; the first of the largest is strictly above its left neighbour, so it is curved. */
    private double refined(int lag) {
        double left = correlations[lag - 1];
        double right = correlations[lag + 1];
        return lag + (left - right) / 2 / (left - 2 * correlations[lag] + right);
    }

    private double peakToPeak(int start) {
        double low = h[start];
        double high = h[start];
        for (int n = start + 1; n < start + segmentLength; n++) {
            low = Math.min(low, h[n]);
            high = Math.max(high, h[n]);
        }
        return high - low;
    }

    private static void reverse(double[] values, int length) {
        for (int i = 0; i < length / 2; i++) {
            double value = values[i];
            values[i] = values[length - 1 - i];
            values[length - 1 - i] = value;
        }
    }
}
