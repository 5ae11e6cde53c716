package dev.undertone.frame;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * Cuts a recording into the frames of a grid while it arrives, in chunks of any size.
 *
 * <p>Frame t is handed out as soon as its neighbourhood is complete, with the grid of 16 kHz speech when sample
 * 160 t + 519 has come; the last ones at the end, with zeros beyond it. The frames are those of {@link Framer}, to the
 * last bit. Keeps two neighbourhoods of samples, however long the recording; not for concurrent use.
 */
public final class FrameStream {

    private final FrameGrid grid;
    private final Frame frame;
    private final float[] kept;
    private long keptStart;
    private int keptLength;
    private int nextFrame;
    private boolean finished;

    /** At the start of a recording. */
    public FrameStream(FrameGrid grid) {
        this.grid = grid;
        this.frame = new Frame(grid);
        this.kept = new float[2 * grid.neighbourhoodLengthSamples()];
    }

    /**
     * Takes the next samples and hands out the frames that they complete.
     *
     * @param samples holds the chunk; read during the call only
     * @param offset of the chunk's first sample
     * @param length samples in the chunk, 0 or more
     * @param consumer sees each frame during its call only
     * @throws IllegalStateException if the recording is already finished
     * @throws IndexOutOfBoundsException if the chunk is not within {@code samples}
     */
    public void push(float[] samples, int offset, int length, Consumer<Frame> consumer) {
        Objects.checkFromIndexSize(offset, length, samples.length);
        requireOpen();
        int taken = 0;
        while (taken < length) {
            dropPassed();
            int room = Math.min(length - taken, kept.length - keptLength);
            System.arraycopy(samples, offset + taken, kept, keptLength, room);
            keptLength += room;
            taken += room;
            while (grid.samplesUntil(nextFrame) <= samplesSeen()) {
                emit(consumer);
            }
        }
    }

    /**
     * Ends the recording and hands out its last frames.
     *
     * @param consumer sees each frame during its call only
     * @throws IllegalStateException if the recording is already finished
     */
    public void finish(Consumer<Frame> consumer) {
        requireOpen();
        finished = true;
        int frames = grid.frameCount(samplesSeen());
        while (nextFrame < frames) {
            emit(consumer);
        }
    }

    /** How many samples have been pushed. */
    public long samplesSeen() {
        return keptStart + keptLength;
    }

    private void requireOpen() {
        if (finished) {
            throw new IllegalStateException("the recording is already finished");
        }
    }

    private void emit(Consumer<Frame> consumer) {
        frame.fill(nextFrame, kept, keptStart, keptLength);
        nextFrame = Math.incrementExact(nextFrame);
        consumer.accept(frame);
    }

    /** Forgets what lies before the next frame's neighbourhood; it may not have come yet where the hop is long. */
    private void dropPassed() {
        long passed = grid.neighbourhoodStart(nextFrame) - keptStart;
        int dropped = (int) Math.max(0, Math.min(keptLength, passed));
        System.arraycopy(kept, dropped, kept, 0, keptLength - dropped);
        keptStart += dropped;
        keptLength -= dropped;
    }
}
