package dev.undertone.frame;

import dev.undertone.audio.Waveform;
import java.util.function.Consumer;

/** Cuts a whole recording into the frames of a grid. */
public final class Framer {

    private final FrameGrid grid;
    private final Frame frame;

    /** For the frames of one grid. Keeps one frame that it fills again and again: one per thread. */
    public Framer(FrameGrid grid) {
        this.grid = grid;
        this.frame = new Frame(grid);
    }

    /**
     * Hands out every whole frame of a recording, in order.
     *
     * @param waveform the recording; shorter than one frame gives none
     * @param consumer sees each frame during its call only
     */
    public void forEach(Waveform waveform, Consumer<Frame> consumer) {
        int frames = grid.frameCount(waveform.length());
        for (int t = 0; t < frames; t++) {
            frame.fill(t, waveform.samples(), 0, waveform.length());
            consumer.accept(frame);
        }
    }
}
