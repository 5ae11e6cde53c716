package dev.undertone.feature;

import dev.undertone.audio.Waveform;
import dev.undertone.frame.Framer;

/** Computes the raw feature matrix of a whole recording. Keeps scratch arrays: one per thread. */
public final class FeatureExtractor {

    private final FeatureLayout layout;
    private final Framer framer;
    private final FrameFeatures features;

    /**
     * For recordings in one layout.
     *
     * @throws IllegalArgumentException if the layout is none of {@link FeatureLayout#ALL}
     */
    public FeatureExtractor(FeatureLayout layout) {
        this.layout = layout;
        this.features = new FrameFeatures(layout);
        this.framer = new Framer(layout.grid());
    }

    /**
     * The raw matrix, before the utterance step. The same samples pushed through a {@link FeatureStream} give the same
     * matrix to the last bit.
     *
     * @param waveform at the layout's rate, finite and within +-1e18 (nominally +-1), so that every value is finite
     * @return {@link FeatureLayout#frameCount} rows; none where not even one frame fits
     * @throws IllegalArgumentException if the waveform has another rate
     */
    public FeatureMatrix extract(Waveform waveform) {
        if (waveform.sampleRateHz() != layout.sampleRateHz()) {
            throw new IllegalArgumentException(
                    "expected %d Hz but got %d"
                            .formatted(layout.sampleRateHz(), waveform.sampleRateHz()));
        }
        int frames = layout.frameCount(waveform.length());
        float[] values = new float[Math.multiplyExact(frames, layout.columns())];
        float[] peaks = new float[frames];
        features.reset();
        framer.forEach(
                waveform,
                frame -> {
                    int t = frame.index();
                    peaks[t] = features.compute(frame, values, t * layout.columns());
                });
        return new FeatureMatrix(layout, values, peaks);
    }
}
