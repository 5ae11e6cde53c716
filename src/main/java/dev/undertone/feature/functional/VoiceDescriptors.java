package dev.undertone.feature.functional;

import dev.undertone.audio.Waveform;
import dev.undertone.feature.Centring;
import dev.undertone.feature.Harmonicity;
import dev.undertone.feature.LevelGate;
import dev.undertone.frame.Frame;
import dev.undertone.frame.FrameGrid;
import dev.undertone.frame.Framer;

/**
 * What the voice says, from the 60 ms around each frame: pitch, harmonic ratio, jitter and shimmer.
 *
 * <pre>
 * F0finEnv                F0 held where there is none, see {@link PitchContour#envelope}
 * voicingFinalUnclipped   the harmonic ratio before it is clipped, 0 in frames that are not active
 * F0final                 Hz, 52 to 620 (lags up to 308), the median of 3 frames; 0 for unvoiced
 * jitterLocal, jitterDDP  perturbation of the period lengths
 * shimmerLocal            perturbation of the period amplitudes
 * </pre>
 *
 * <p>Pitch and harmonic ratio by {@link Harmonicity} on 960 samples at 16 kHz; active by {@link LevelGate}, on the levels of the
 * same neighbourhoods; median and envelope by {@link PitchContour}; periods by {@link PitchPeriods} around F0final;
 * perturbations by {@link Perturbation}. Jitter and shimmer are 0 in unvoiced frames and with fewer than 3 periods,
 * jitterDDP with fewer than 4.
 *
 * <p>Two passes over the recording, as the gate and the median need more than one frame. Keeps scratch arrays: one per
 * thread.
 */
final class VoiceDescriptors {

    /** How many only voiced frames have. */
    static final int VOICE_COUNT = 4;

    private static final int LONGEST_LAG = 308;
    private static final double HIGHEST_HZ = 620;
    private static final int LEAST_PERIODS = 3;

    private final Framer framer;
    private final Harmonicity harmonicity;
    private final PitchPeriods periods;
    private final double[] centred;
    private final int sampleRateHz;

    VoiceDescriptors(FrameGrid grid, int sampleRateHz) {
        int length = grid.neighbourhoodLengthSamples();
        this.sampleRateHz = sampleRateHz;
        framer = new Framer(grid);
        harmonicity = new Harmonicity(length, sampleRateHz, LONGEST_LAG, HIGHEST_HZ);
        periods = new PitchPeriods(length);
        centred = new double[length];
    }

    /**
     * Computes a whole recording.
     *
     * @param waveform at the rate that this was made for
     * @param frameContours receive F0finEnv and voicingFinalUnclipped, from index {@code first} on
     * @param first where they go
     * @param voiceContours receive F0final, jitterLocal, jitterDDP, shimmerLocal
     */
    void compute(Waveform waveform, double[][] frameContours, int first, double[][] voiceContours) {
        double[] ratios = frameContours[first + 1];
        double[] pitchHz = new double[ratios.length];
        float[] peaks = new float[ratios.length];
        framer.forEach(
                waveform,
                frame -> {
                    harmonicity.analyze(frame.neighbourhood());
                    ratios[frame.index()] = harmonicity.unclippedRatio();
                    pitchHz[frame.index()] = harmonicity.pitchHz();
                    peaks[frame.index()] = (float) harmonicity.peak();
                });
        boolean[] active = LevelGate.active(peaks);
        for (int t = 0; t < active.length; t++) {
            ratios[t] = active[t] ? ratios[t] : 0;
            pitchHz[t] = active[t] ? pitchHz[t] : 0;
        }
        PitchContour.median(pitchHz, voiceContours[0]);
        PitchContour.envelope(voiceContours[0], frameContours[first]);
        framer.forEach(waveform, frame -> measurePeriods(frame, voiceContours));
    }

    private void measurePeriods(Frame frame, double[][] voiceContours) {
        int t = frame.index();
        double pitchHz = voiceContours[0][t];
        if (pitchHz == 0) {
            return;
        }
        Centring.subtractMean(frame.neighbourhood(), centred);
        periods.find(centred, sampleRateHz / pitchHz);
        int count = periods.count();
        if (count >= LEAST_PERIODS) {
            voiceContours[1][t] = Perturbation.local(periods.lengths(), count);
            voiceContours[3][t] = Perturbation.local(periods.amplitudes(), count + 1);
        }
        if (count > LEAST_PERIODS) {
            voiceContours[2][t] = Perturbation.ddp(periods.lengths(), count);
        }
    }
}
