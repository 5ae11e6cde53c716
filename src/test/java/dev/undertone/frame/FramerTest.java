package dev.undertone.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.audio.Waveform;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramerTest {

    private static final FrameGrid GRID = new FrameGrid(400, 160, 640);

    private final Framer framer = new Framer(GRID);

    /** A ramp 1, 2, 3, ..., so that a sample tells its place. */
    private static Waveform ramp(int length) {
        float[] samples = new float[length];
        for (int n = 0; n < length; n++) {
            samples[n] = n + 1;
        }
        return new Waveform(samples, 16_000);
    }

    @Test
    void forEach_shorterThanOneFrame_handsOutNone() {
        framer.forEach(
                ramp(399),
                frame -> {
                    throw new AssertionError("a frame of 399 samples");
                });
    }

    @Test
    void forEach_oneFrame_hasZerosOnBothSides() {
        List<Integer> indices = new ArrayList<>();
        framer.forEach(
                ramp(400),
                frame -> {
                    indices.add(frame.index());
                    double[] h = frame.neighbourhood();
                    assertThat(h).hasSize(640);
                    assertThat(h[119]).isZero();
                    assertThat(h[120]).isEqualTo(1);
                    assertThat(h[519]).isEqualTo(400);
                    assertThat(h[520]).isZero();
                });
        assertThat(indices).containsExactly(0);
    }

    @Test
    void forEach_recording_handsOutEveryHopAndDropsTheTail() {
        List<Double> firsts = new ArrayList<>();
        double[] samples = new double[400];
        framer.forEach(
                ramp(400 + 3 * 160 + 159),
                frame -> {
                    frame.copySamples(samples);
                    firsts.add(samples[0]);
                    assertThat(samples[399]).isEqualTo(samples[0] + 399);
                });
        assertThat(firsts).containsExactly(1.0, 161.0, 321.0, 481.0);
    }

    @Test
    void forEach_lastFrame_seesTheDroppedTailInItsNeighbourhood() {
        List<Double> lasts = new ArrayList<>();
        framer.forEach(ramp(450), frame -> lasts.add(frame.neighbourhood()[520 + 49]));
        assertThat(lasts).containsExactly(450.0);
    }
}
