package dev.undertone.segmentation;

import dev.undertone.dsp.Sums;
import dev.undertone.feature.Harmonicity;
import dev.undertone.frame.Frame;
import dev.undertone.frame.FrameGrid;

/**
 * What one frame says of speech: whether it stands out from the noise, and whether it is voiced.
 *
 * <p>A frame is active where its power is at least {@value #ACTIVE_RATIO} times (4 dB) that of the {@link NoiseFloor}
 * and at least 1e-6 (-60 dB re full scale, below which a telephone line is silent). An active frame is voiced where the
 * harmonic ratio of the 40 ms around it, lags of 60 Hz and above, is at least {@value #VOICED_RATIO}: of 0.42, 0.5 and
 * 0.6 it missed least of real speech, with the same share of noise taken for speech ({@code docs/timeline.md}). The
 * ratio is read at half the rate, which halves its cost and takes the hiss above 4 kHz out, and at every other frame.
 *
 * <p>A tone is not a voice: where pitch and level have stayed within 0.5 % and 0.3 dB from one reading to the next for
 * {@value #STEADY_READINGS} readings (0.2 s), as no vocal folds do, the frame counts as not voiced.
 */
final class FrameVoicing {

    /** 25 ms every 10 ms at 16 kHz, pitch from 40 ms: the grid of the features. */
    static final FrameGrid GRID = new FrameGrid(400, 160, 640);

    static final int SAMPLE_RATE_HZ = 16_000;

    private static final double ACTIVE_RATIO = 2.5;
    private static final double SILENT_POWER = 1e-6;
    private static final double VOICED_RATIO = 0.42;
    private static final int STEADY_READINGS = 10;
    private static final double STEADY_PITCH = 0.005;
    private static final double STEADY_POWER = 1.072;
    private static final int LOWEST_PITCH_HZ = 60;
    private static final int HIGHEST_PITCH_HZ = 500;

    private final NoiseFloor floor = new NoiseFloor();
    private final double[] samples = new double[GRID.frameLengthSamples()];
    private final double[] halved = new double[GRID.neighbourhoodLengthSamples() / 2];
    private final Harmonicity harmonicity =
            new Harmonicity(
                    halved.length,
                    SAMPLE_RATE_HZ / 2,
                    SAMPLE_RATE_HZ / 2 / LOWEST_PITCH_HZ,
                    HIGHEST_PITCH_HZ);
    private double power;
    private boolean active;
    private boolean voiced;
    private double lastPitchHz;
    private double lastPower;
    private int steady;

    /** Takes the next frame; the accessors then tell of it. */
    void analyze(Frame frame) {
        frame.copySamples(samples);
        power = variance(samples);
        double noise = floor.next(power);
        active = power >= Math.max(ACTIVE_RATIO * noise, SILENT_POWER);
        if (!active) {
            voiced = false;
            steady = 0;
        } else if (frame.index() % 2 == 0) {
            voiced = isVoice(frame.neighbourhood());
        }
    }

    boolean isActive() {
        return active;
    }

    boolean isVoiced() {
        return voiced;
    }

    private boolean isVoice(double[] neighbourhood) {
        for (int n = 0; n < halved.length; n++) {
            halved[n] = (neighbourhood[2 * n] + neighbourhood[2 * n + 1]) / 2;
        }
        harmonicity.analyze(halved);
        double pitchHz = harmonicity.pitchHz();
        boolean harmonic = harmonicity.ratio() >= VOICED_RATIO;
        boolean unchanged =
                harmonic
                        && Math.abs(pitchHz - lastPitchHz) <= STEADY_PITCH * pitchHz
                        && power <= STEADY_POWER * lastPower
                        && lastPower <= STEADY_POWER * power;
        steady = unchanged ? steady + 1 : 0;
        lastPitchHz = pitchHz;
        lastPower = power;
        return harmonic && steady < STEADY_READINGS;
    }

    private static double variance(double[] x) {
        double mean = Sums.of(x) / x.length;
        return Math.max(0, Sums.ofSquares(x, 0, x.length) / x.length - mean * mean);
    }
}
