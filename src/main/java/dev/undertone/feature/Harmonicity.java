package dev.undertone.feature;

import dev.undertone.dsp.Autocorrelation;

/**
 * Harmonic ratio and pitch of a neighbourhood h, after its mean is removed, from the normalised autocorrelation rho of
 * {@link Autocorrelation}.
 *
 * <p>With lags up to L, and m0 the first lag where rho is negative: the harmonic ratio is HR = max_{l >= m0} rho(l),
 * clipped to [0, 1] (Moreau, Kim and Sikora, MPEG-7 Audio and Beyond, 2005, section 2.5). The pitch is R / l of the
 * first local maximum, m0 &lt; l &lt; L, strictly above its left neighbour and not below its right one, with rho(l) >=
 * 0.9 HR: the first one rather than the highest, against octave errors. It is refined by the parabola through its
 * neighbours; where there is none, the pitch is that of the largest rho, not refined at lag L.
 *
 * <p>Edges: without a negative rho (silence, DC) both are 0. Pitch is 0, "unvoiced", where HR &lt; 0.5 or the pitch
 * would exceed the highest one.
 *
 * <p>Keeps scratch arrays and the results of the last call; allocates nothing after construction: one per thread.
 */
public final class Harmonicity {

    private static final double VOICED_RATIO = 0.5;
    private static final double NEAR_BEST = 0.9;

    private final int sampleRateHz;
    private final int maxLag;
    private final double highestHz;
    private final Autocorrelation autocorrelation;
    private final double[] centred;
    private final double[] rho;
    private double peak;
    private double unclippedRatio;
    private double ratio;
    private double pitchHz;

    /**
     * For neighbourhoods of one length.
     *
     * @param lengthSamples more than L
     * @param sampleRateHz R
     * @param maxLag L, the period of the lowest pitch
     * @param highestHz above it there is no pitch
     * @throws IllegalArgumentException if the lag is not in the neighbourhood
     */
    public Harmonicity(int lengthSamples, int sampleRateHz, int maxLag, double highestHz) {
        this.sampleRateHz = sampleRateHz;
        this.maxLag = maxLag;
        this.highestHz = highestHz;
        autocorrelation = new Autocorrelation(lengthSamples, maxLag);
        centred = new double[lengthSamples];
        rho = new double[maxLag + 1];
    }

    /** Takes the next neighbourhood, as many samples as it was made for; the accessors then tell of this one. */
    public void analyze(double[] neighbourhood) {
        peak = Centring.subtractMean(neighbourhood, centred);
        autocorrelation.compute(centred, rho);
        int firstNegative = firstNegativeLag();
        int best = firstNegative;
        for (int lag = firstNegative + 1; lag <= maxLag; lag++) {
            best = rho[lag] > rho[best] ? lag : best;
        }
        unclippedRatio = firstNegative > maxLag ? 0 : rho[best];
        ratio = Math.min(1, Math.max(0, unclippedRatio));
        pitchHz = ratio < VOICED_RATIO ? 0 : pitchHz(firstNegative, best);
    }

    /** The level of the neighbourhood: max |h| after its mean is removed. */
    public double peak() {
        return peak;
    }

    /** The harmonic ratio, 0 to 1. */
    public double ratio() {
        return ratio;
    }

    /** The harmonic ratio before it is clipped: negative where no lag from m0 on correlates; at most 1 but for rounding. */
    public double unclippedRatio() {
        return unclippedRatio;
    }

    /** The pitch in Hz, from about R / L to the highest; 0 for unvoiced. */
    public double pitchHz() {
        return pitchHz;
    }

    private int firstNegativeLag() {
        int lag = 0;
        while (lag <= maxLag && rho[lag] >= 0) {
            lag++;
        }
        return lag;
    }

    private double pitchHz(int firstNegative, int best) {
        int lag = firstNegative + 1;
        while (lag < maxLag && !isNearBestPeak(lag)) {
            lag++;
        }
        double pitch = sampleRateHz / refined(lag < maxLag ? lag : best);
        return pitch > highestHz ? 0 : pitch;
    }

    private boolean isNearBestPeak(int lag) {
        return rho[lag] > rho[lag - 1] && rho[lag] >= rho[lag + 1] && rho[lag] >= NEAR_BEST * ratio;
    }

    /** The top of the parabola through a lag and its neighbours; the last lag has no right one. */
    private double refined(int lag) {
        if (lag == maxLag) {
            return lag;
        }
        double left = rho[lag - 1];
        double right = rho[lag + 1];
        return lag + (left - right) / 2 / (left - 2 * rho[lag] + right);
    }
}
