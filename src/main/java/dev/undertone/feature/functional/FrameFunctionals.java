package dev.undertone.feature.functional;

import dev.undertone.audio.Waveform;
import dev.undertone.feature.FeatureExtractor;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.feature.LevelGate;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of the 36 frame features over an utterance: the layout {@link FunctionalLayout#PAPER_36_FUNCTIONALS}.
 *
 * <p>Of the raw features, before z-normalisation, only the active frames count, so that silence before, between and
 * after the words changes nothing: those active by the {@link LevelGate} whose own energy is above 1e-4 E, 40 dB below E,
 * the mean energy of the gate's (a frame of 25 ms may be silent beside a loud 40 ms neighbourhood). Of pitch only the
 * voiced ones count, active and above 0 Hz. Each of the 36 contours, and its delta within each run of frames that count
 * (see {@link Contour#delta}), gives the 15 functionals amean, linregc1, linregerrQ, stddev, skewness, kurtosis,
 * quartile1..3, iqr1-2, iqr2-3, iqr1-3, percentile1.0, percentile99.0, pctlrange0-1 of {@link Functionals}, the frames
 * that count moved together. Then:
 *
 * <pre>
 * voicedShare              voiced frames / active frames, 0 to 1
 * voicedOnsetsPerSecond    runs of voiced frames / activeSeconds
 * activeSeconds            active frames x 10 ms
 * </pre>
 *
 * <p>No column moves with the gain. Two features do, and are taken relative to E: {@code relative_log_energy} =
 * ln(energy / E), and {@code relative_mfcc_0} = mfcc_0 - sqrt(26) ln E, since a gain g adds sqrt(26) ln g^2 to the
 * orthonormal sum of 26 log energies. The limits are those of the features: gain changes a column where it takes a
 * filter energy across the MFCC's floor of 1e-10, or a recording below the gate's floor of 1e-6.
 *
 * <p>Edges: without an active frame (silence, DC, shorter than a frame) all columns are 0. Finite whatever the input.
 *
 * <p>Keeps scratch arrays: one per thread, for any number of recordings.
 */
public final class FrameFunctionals implements FunctionalExtractor {

    private static final FeatureLayout FRAME_LAYOUT = FeatureLayout.PAPER_36;
    private static final int MFCC_0 = FRAME_LAYOUT.column("mfcc_0");
    private static final int ENERGY = FRAME_LAYOUT.column("energy");
    private static final int PITCH = FRAME_LAYOUT.column("pitch");

    /** A frame 40 dB below the mean energy has nothing to say. */
    private static final double LEAST_ENERGY_SHARE = 1e-4;

    /** What one unit of every filter's log energy adds to mfcc_0. */
    private static final double MFCC_0_SCALE = Math.sqrt(26);

    private final FeatureExtractor extractor = new FeatureExtractor(FRAME_LAYOUT);
    private final Functionals functionals = new Functionals(Functional.STATISTICS);

    @Override
    public FunctionalLayout layout() {
        return FunctionalLayout.PAPER_36_FUNCTIONALS;
    }

    @Override
    public UtteranceVector extract(Waveform waveform) {
        return extract(extractor.extract(waveform));
    }

    @Override
    public UtteranceVector extract(@Nullable Waveform waveform, FeatureMatrix frames) {
        return extract(frames);
    }

    @Override
    public boolean readsSamples() {
        return false;
    }

    /**
     * The vector of an utterance whose frame features are at hand.
     *
     * @param raw its features before z-normalisation, with or without the level gate applied: the vector is the same; read only
     * @return one value per column
     * @throws IllegalArgumentException if the matrix has another layout than {@link FeatureLayout#PAPER_36}
     */
    public UtteranceVector extract(FeatureMatrix raw) {
        if (!raw.layout().equals(FRAME_LAYOUT)) {
            throw new IllegalArgumentException(
                    "expected frames of %s version %d but got %s version %d"
                            .formatted(
                                    FRAME_LAYOUT.name(),
                                    FRAME_LAYOUT.version(),
                                    raw.layout().name(),
                                    raw.layout().version()));
        }
        boolean[] active = LevelGate.active(raw.peaks());
        double meanEnergy = meanEnergy(raw, active);
        dropFaint(raw, meanEnergy, active);
        boolean[] voiced = voiced(raw, active);
        float[] values = new float[layout().columns()];
        double[] contour = new double[raw.frames()];
        double[] scratch = new double[raw.frames()];
        int deltas = FRAME_LAYOUT.columns() * functionals.count();
        for (int column = 0; column < FRAME_LAYOUT.columns(); column++) {
            boolean[] counts = column == PITCH ? voiced : active;
            int offset = column * functionals.count();
            fillContour(raw, column, meanEnergy, contour);
            functionals.compute(scratch, Contour.gather(contour, counts, scratch), values, offset);
            Contour.delta(contour, counts, scratch);
            functionals.compute(
                    scratch, Contour.gather(scratch, counts, scratch), values, deltas + offset);
        }
        writeTimes(active, voiced, values, 2 * deltas);
        return new UtteranceVector(layout(), values);
    }

    private static boolean[] voiced(FeatureMatrix raw, boolean[] active) {
        boolean[] voiced = new boolean[active.length];
        for (int t = 0; t < voiced.length; t++) {
            voiced[t] = active[t] && raw.value(t, PITCH) > 0;
        }
        return voiced;
    }

    private static double meanEnergy(FeatureMatrix raw, boolean[] active) {
        double sum = 0;
        for (int t = 0; t < active.length; t++) {
            sum += active[t] ? raw.value(t, ENERGY) : 0;
        }
        return sum / count(active);
    }

    private static void dropFaint(FeatureMatrix raw, double meanEnergy, boolean[] active) {
        for (int t = 0; t < active.length; t++) {
            active[t] &= raw.value(t, ENERGY) > LEAST_ENERGY_SHARE * meanEnergy;
        }
    }

    private static void fillContour(
            FeatureMatrix raw, int column, double meanEnergy, double[] contour) {
        for (int t = 0; t < contour.length; t++) {
            double value = raw.value(t, column);
            if (column == MFCC_0) {
                contour[t] = value - MFCC_0_SCALE * Math.log(meanEnergy);
            } else if (column == ENERGY) {
                contour[t] = Math.log(value / meanEnergy);
            } else {
                contour[t] = value;
            }
        }
    }

    private static void writeTimes(boolean[] active, boolean[] voiced, float[] values, int offset) {
        int frames = count(active);
        double seconds = frames * FRAME_LAYOUT.hopSeconds();
        if (frames > 0) {
            values[offset] = (float) count(voiced) / frames;
            values[offset + 1] = (float) (Contour.runs(voiced) / seconds);
            values[offset + 2] = (float) seconds;
        }
    }

    private static int count(boolean[] counts) {
        int count = 0;
        for (boolean one : counts) {
            count += one ? 1 : 0;
        }
        return count;
    }
}
