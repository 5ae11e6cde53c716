package dev.undertone.feature;

import dev.undertone.frame.Frame;
import dev.undertone.frame.FrameStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Computes the raw feature matrix of one recording while it arrives, in chunks of any size.
 *
 * <p>A frame can be read as soon as its neighbourhood is complete, 120 samples (7.5 ms) after its last own sample; the
 * rest at the end. Whatever the chunks, the matrix is that of {@link FeatureExtractor} on the same samples, to the last
 * bit. Of the samples only a fixed number is kept, of the features every row (148 bytes per frame): whoever feeds a
 * stream without an end bounds its length. Not for concurrent use.
 */
public final class FeatureStream {

    private static final int INITIAL_FRAMES = 128;

    private final FeatureLayout layout;
    private final FrameFeatures features;
    private final FrameStream frameStream;
    private float[] values;
    private float[] peaks = new float[INITIAL_FRAMES];
    private int frames;

    /**
     * At the start of a recording.
     *
     * @throws IllegalArgumentException if the layout is none of {@link FeatureLayout#ALL}
     */
    public FeatureStream(FeatureLayout layout) {
        this.layout = layout;
        this.features = new FrameFeatures(layout);
        this.frameStream = new FrameStream(layout.grid());
        this.values = new float[INITIAL_FRAMES * layout.columns()];
    }

    /**
     * Takes the next samples and computes the frames that they complete.
     *
     * @param samples at the layout's rate, finite; read during the call only
     * @param offset of the chunk's first sample
     * @param length samples in the chunk, 0 or more
     * @return how many frames can be read now
     * @throws IllegalStateException if the recording is already finished
     * @throws IndexOutOfBoundsException if the chunk is not within {@code samples}
     */
    public int push(float[] samples, int offset, int length) {
        frameStream.push(samples, offset, length, this::append);
        return frames;
    }

    /**
     * Ends the recording.
     *
     * @return the raw matrix of all of it
     * @throws IllegalStateException if the recording is already finished
     */
    public FeatureMatrix finish() {
        frameStream.finish(this::append);
        return matrix(0, frames);
    }

    /** How many frames can be read now. */
    public int frames() {
        return frames;
    }

    /** How many samples have been pushed. */
    public long samplesSeen() {
        return frameStream.samplesSeen();
    }

    /**
     * A copy of some of the rows computed so far.
     *
     * @param from the first frame
     * @param to the frame after the last one
     * @return to - from rows
     * @throws IndexOutOfBoundsException if not 0 <= from <= to <= {@link #frames()}
     */
    public FeatureMatrix matrix(int from, int to) {
        Objects.checkFromToIndex(from, to, frames);
        int columns = layout.columns();
        return new FeatureMatrix(
                layout,
                Arrays.copyOfRange(values, from * columns, to * columns),
                Arrays.copyOfRange(peaks, from, to));
    }

    private void append(Frame frame) {
        int columns = layout.columns();
        if (frames == peaks.length) {
            peaks = Arrays.copyOf(peaks, Math.addExact(frames, frames / 2));
            values = Arrays.copyOf(values, Math.multiplyExact(peaks.length, columns));
        }
        peaks[frames] = features.compute(frame, values, frames * columns);
        frames++;
    }
}
