package dev.undertone.frame;

import java.util.Arrays;

/**
 * One frame and its neighbourhood, in double precision.
 *
 * <p>A view that its driver fills anew for each frame: valid during the call that hands it out, read only.
 */
public final class Frame {

    private final FrameGrid grid;
    private final double[] neighbourhood;
    private int index;

    Frame(FrameGrid grid) {
        this.grid = grid;
        this.neighbourhood = new double[grid.neighbourhoodLengthSamples()];
    }

    /**
     * Becomes frame t of a recording of which a part is at hand; what lies outside that part is zero.
     *
     * @param frame t
     * @param source samples of the recording
     * @param sourceStart which sample of the recording source[0] is
     * @param sourceLength how many samples of {@code source} count
     */
    void fill(int frame, float[] source, long sourceStart, int sourceLength) {
        index = frame;
        long offset = grid.neighbourhoodStart(frame) - sourceStart;
        int before = (int) Math.max(0, -offset);
        int end = (int) Math.min(neighbourhood.length, sourceLength - offset);
        Arrays.fill(neighbourhood, 0, before, 0);
        for (int n = before; n < end; n++) {
            neighbourhood[n] = source[(int) offset + n];
        }
        Arrays.fill(neighbourhood, end, neighbourhood.length, 0);
    }

    /** Which frame of the recording this is, from 0. */
    public int index() {
        return index;
    }

    /** Which sample of the recording the neighbourhood begins with; below 0 before the first. */
    public long neighbourhoodStart() {
        return grid.neighbourhoodStart(index);
    }

    /** The samples around and in the frame, zeros outside the audio; not a copy: read only. */
    public double[] neighbourhood() {
        return neighbourhood;
    }

    /**
     * Copies the frame itself.
     *
     * @param samples receives the grid's W samples
     */
    public void copySamples(double[] samples) {
        copySamples(neighbourhood, samples);
    }

    /**
     * Copies the frame out of a neighbourhood that was made of this one's.
     *
     * @param changed as long as {@link #neighbourhood()}
     * @param samples receives the grid's W samples
     */
    public void copySamples(double[] changed, double[] samples) {
        System.arraycopy(changed, grid.marginSamples(), samples, 0, grid.frameLengthSamples());
    }
}
