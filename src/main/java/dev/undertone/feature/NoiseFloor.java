package dev.undertone.feature;

import dev.undertone.dsp.PauseNoise;
import dev.undertone.frame.Frame;
import dev.undertone.frame.FrameGrid;
import java.util.Arrays;

/**
 * Puts the same faint noise under every recording (noise masking, D. H. Klatt, ICASSP 1976), so that what is below it no
 * longer tells one recording place from another: the pauses of a studio or behind noise suppression sound like those of
 * an ordinary room, and the features of pauses stay within what a model learned.
 *
 * <p>With h_t the 640 samples around frame t, e_t the energy of the 400 of the frame itself, and e_t = 0 for t &lt; 0:
 *
 * <pre>
 * l_t = max_{u &lt;= t} (e_u + e_{u-1} + ... + e_{u-9}) / 10        the loudest tenth of a second so far
 * h'_t[n] = h_t[n] + sqrt(l_t) w[(160 t - 120 + n) mod 65536]
 * </pre>
 *
 * <p>It looks at what has come so far alone, so that a file and a stream get the same frames; it follows the level of the
 * speech, so that gain changes nothing; and silence before the first sound stays silence. The noise w is {@link PauseNoise},
 * its phases drawn once.
 *
 * <p>Keeps scratch arrays; allocates nothing after construction: one per recording at a time, {@link #reset} between them.
 */
final class NoiseFloor {

    private static final int LEVEL_FRAMES = 10;
    private static final long PHASES = 1;

    /** One period of w, the same for everybody. */
    private static final double[] NOISE =
            PauseNoise.period(FeatureLayout.PAPER_36_FLOORED.sampleRateHz(), PHASES);

    private final double[] samples;
    private final double[] raised;
    private final double[] energies = new double[LEVEL_FRAMES];
    private double loudest;
    private double peak;

    NoiseFloor() {
        FrameGrid grid = FeatureLayout.PAPER_36_FLOORED.grid();
        samples = new double[grid.frameLengthSamples()];
        raised = new double[grid.neighbourhoodLengthSamples()];
    }

    /** Forgets how loud it was: the next frame is the first of a recording. */
    void reset() {
        Arrays.fill(energies, 0);
        loudest = 0;
    }

    /**
     * Takes the next frame of a recording.
     *
     * @return h', as long as the neighbourhood of the frame; valid until the next call
     */
    double[] raise(Frame frame) {
        double[] clean = frame.neighbourhood();
        // of the centred samples themselves nothing is needed: they are overwritten below
        peak = Centring.subtractMean(clean, raised);
        frame.copySamples(samples);
        Centring.subtractMean(samples, samples);
        energies[frame.index() % LEVEL_FRAMES] = Energy.of(samples);
        double sum = 0;
        for (double energy : energies) {
            sum += energy;
        }
        loudest = Math.max(loudest, sum / LEVEL_FRAMES);
        double gain = Math.sqrt(loudest);
        int start = (int) Math.floorMod(frame.neighbourhoodStart(), (long) NOISE.length);
        for (int n = 0; n < raised.length; n++) {
            raised[n] = clean[n] + gain * NOISE[(start + n) % NOISE.length];
        }
        return raised;
    }

    /** The level of the last frame without the noise: max |h| after its mean is removed. */
    double peak() {
        return peak;
    }
}
