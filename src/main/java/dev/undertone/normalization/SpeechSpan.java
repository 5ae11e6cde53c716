package dev.undertone.normalization;

import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.feature.LevelGate;
import java.util.Arrays;

/**
 * The part of a recording that is judged: from {@value #MARGIN_FRAMES} frames before the first active frame to as many after
 * the last one, active as in {@link LevelGate}. Seconds of silence around an utterance would otherwise move the mean and the
 * deviation of every feature away from those of speech.
 *
 * <p>With a margin of 0.1 s silence around a clip costs hardly anything, even digital silence, whose logarithms lie far from
 * those of any room (docs/experiments.md). A recording without an active frame is left whole.
 *
 * @param from first frame, from 0
 * @param to behind the last frame
 * @param frames of the whole recording
 */
public record SpeechSpan(int from, int to, int frames) {

    private static final int MARGIN_FRAMES = 10;

    /** The span of a recording, from the levels of its frames. */
    public static SpeechSpan of(FeatureMatrix features) {
        boolean[] active = LevelGate.active(features.peaks());
        int first = 0;
        while (first < active.length && !active[first]) {
            first++;
        }
        if (first == active.length) {
            return new SpeechSpan(0, active.length, active.length);
        }
        int last = active.length - 1;
        while (!active[last]) {
            last--;
        }
        return new SpeechSpan(
                Math.max(0, first - MARGIN_FRAMES),
                Math.min(active.length, last + 1 + MARGIN_FRAMES),
                active.length);
    }

    /** Whether nothing is left out. */
    public boolean isWhole() {
        return from == 0 && to == frames;
    }

    /**
     * The frames of the span.
     *
     * @param features of the whole recording; read only
     * @return the same matrix where nothing is left out, else a copy
     */
    public FeatureMatrix cut(FeatureMatrix features) {
        if (isWhole()) {
            return features;
        }
        FeatureLayout layout = features.layout();
        return new FeatureMatrix(
                layout,
                Arrays.copyOfRange(
                        features.values(), from * layout.columns(), to * layout.columns()),
                Arrays.copyOfRange(features.peaks(), from, to));
    }

    /**
     * The samples that the frames of the span are made of.
     *
     * @param samples of the whole recording; read only
     * @param layout of its frames
     * @return the same array where nothing is left out, else a copy
     */
    public float[] cut(float[] samples, FeatureLayout layout) {
        if (isWhole()) {
            return samples;
        }
        int hop = layout.hopLengthSamples();
        int end = to == frames ? samples.length : (to - 1) * hop + layout.frameLengthSamples();
        return Arrays.copyOfRange(samples, from * hop, end);
    }

    /**
     * Weights of the span as weights of the recording: 0 for what was left out.
     *
     * @param weights one per frame of the span
     * @return the same array where nothing is left out, else a new one, one per frame of the recording
     */
    public float[] spread(float[] weights) {
        if (isWhole()) {
            return weights;
        }
        float[] spread = new float[frames];
        System.arraycopy(weights, 0, spread, from, to - from);
        return spread;
    }
}
