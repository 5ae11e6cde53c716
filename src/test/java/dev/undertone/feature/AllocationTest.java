package dev.undertone.feature;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.undertone.audio.Waveform;
import dev.undertone.frame.Frame;
import dev.undertone.frame.FrameStream;
import dev.undertone.frame.Framer;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A frame costs no garbage: only results are allocated, and those per recording. */
class AllocationTest {

    /** With a noise floor, which does all that the other layout does, and more. */
    private static final FeatureLayout LAYOUT = FeatureLayout.PAPER_36_FLOORED;

    private static final int FRAMES = 10_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Waveform waveform = Signals.noise(400 + (FRAMES - 1) * 160, 0.5, 12);
    private final FrameFeatures features = new FrameFeatures(LAYOUT);
    private final float[] row = new float[36];
    private int computed;
    private final Consumer<Frame> compute =
            frame -> {
                features.compute(frame, row, 0);
                computed++;
            };

    /** The least of three runs after a warm-up, as the JVM may do business of its own in one of them. */
    private long allocatedBytes(Runnable work) {
        long thread = Thread.currentThread().getId();
        work.run();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 3; run++) {
            long before = threads.getThreadAllocatedBytes(thread);
            work.run();
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        return least;
    }

    @Test
    void compute_10000FramesOfARecording_allocatesNothing() {
        Framer framer = new Framer(LAYOUT.grid());
        long bytes = allocatedBytes(() -> framer.forEach(waveform, compute));
        assertThat(computed).isEqualTo(4 * FRAMES);
        assertThat(bytes).isZero();
    }

    @Test
    void compute_10000StreamedFrames_allocatesNothing() {
        FrameStream stream = new FrameStream(LAYOUT.grid());
        float[] chunk = new float[320];
        long bytes =
                allocatedBytes(
                        () -> {
                            for (int n = 0; n + 320 <= waveform.length(); n += 320) {
                                System.arraycopy(waveform.samples(), n, chunk, 0, 320);
                                stream.push(chunk, 0, 320, compute);
                            }
                        });
        assertThat(computed).isGreaterThan(4 * FRAMES - 10);
        assertThat(bytes).isZero();
    }
}
