package dev.undertone.feature;

/**
 * Frames by features, row-major, with the level of each frame.
 *
 * <p>The matrix owns its arrays: who passes them in gives them away, who asks for them reads only.
 */
public final class FeatureMatrix {

    private final FeatureLayout layout;
    private final float[] values;
    private final float[] peaks;

    /**
     * Takes ownership of both arrays.
     *
     * @param layout the columns
     * @param values row-major, frames x columns
     * @param peaks per frame max |h| over the 40 ms neighbourhood h after its mean is removed; what the level gate reads
     * @throws IllegalArgumentException if the arrays disagree on the number of frames
     */
    public FeatureMatrix(FeatureLayout layout, float[] values, float[] peaks) {
        if (values.length != peaks.length * layout.columns()) {
            throw new IllegalArgumentException(
                    "expected %d values for %d frames but got %d"
                            .formatted(
                                    peaks.length * layout.columns(), peaks.length, values.length));
        }
        this.layout = layout;
        this.values = values;
        this.peaks = peaks;
    }

    public FeatureLayout layout() {
        return layout;
    }

    public int frames() {
        return peaks.length;
    }

    public float value(int frame, int column) {
        return values[frame * layout.columns() + column];
    }

    /** Frames x columns, row-major; not a copy: read only. */
    public float[] values() {
        return values;
    }

    /** One level per frame; not a copy: read only. */
    public float[] peaks() {
        return peaks;
    }
}
