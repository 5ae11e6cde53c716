package dev.undertone.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.audio.Waveform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameStreamTest {

    private static final FrameGrid GRID = new FrameGrid(400, 160, 640);

    private static float[] noise(int length, long seed) {
        Random random = new Random(seed);
        float[] samples = new float[length];
        for (int n = 0; n < length; n++) {
            samples[n] = random.nextFloat() - 0.5f;
        }
        return samples;
    }

    private static List<double[]> whole(FrameGrid grid, float[] samples) {
        List<double[]> frames = new ArrayList<>();
        new Framer(grid).forEach(new Waveform(samples, 16_000), collectInto(frames));
        return frames;
    }

    private static List<double[]> streamed(FrameGrid grid, float[] samples, Random chunks) {
        List<double[]> frames = new ArrayList<>();
        FrameStream stream = new FrameStream(grid);
        for (int n = 0; n < samples.length; ) {
            int length = Math.min(samples.length - n, chunks.nextInt(1500));
            stream.push(samples, n, length, collectInto(frames));
            n += length;
        }
        stream.finish(collectInto(frames));
        return frames;
    }

    private static Consumer<Frame> collectInto(List<double[]> frames) {
        return frame -> {
            assertThat(frame.index()).isEqualTo(frames.size());
            frames.add(frame.neighbourhood().clone());
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 399, 400, 519, 520, 521, 559, 560, 679, 680, 5000, 20_000})
    void push_randomChunks_givesTheFramesOfTheFramer(int length) {
        float[] samples = noise(length, length);
        assertThat(streamed(GRID, samples, new Random(11)).toArray(double[][]::new))
                .isDeepEqualTo(whole(GRID, samples).toArray(double[][]::new));
    }

    @ParameterizedTest
    @CsvSource({"4, 20, 8", "4, 1, 4", "10, 7, 30", "1, 1, 1"})
    void push_otherGrid_givesTheFramesOfTheFramer(int frame, int hop, int neighbourhood) {
        FrameGrid grid = new FrameGrid(frame, hop, neighbourhood);
        float[] samples = noise(3000, 4);
        assertThat(streamed(grid, samples, new Random(12)).toArray(double[][]::new))
                .isDeepEqualTo(whole(grid, samples).toArray(double[][]::new));
    }

    @Test
    void push_oneSampleAtATime_handsOutFrameWithSample160tPlus519() {
        float[] samples = noise(1500, 3);
        List<double[]> frames = new ArrayList<>();
        FrameStream stream = new FrameStream(GRID);
        for (int n = 0; n < samples.length; n++) {
            stream.push(samples, n, 1, collectInto(frames));
            int expected = n < 519 ? 0 : (n - 519) / 160 + 1;
            assertThat(frames).as("after sample %d", n).hasSize(expected);
        }
        assertThat(stream.samplesSeen()).isEqualTo(1500);
    }

    @Test
    void push_callersArrayChangedLater_doesNotMatter() {
        float[] samples = noise(600, 9);
        List<double[]> expected = whole(GRID, samples);
        List<double[]> frames = new ArrayList<>();
        FrameStream stream = new FrameStream(GRID);
        float[] reused = new float[100];
        for (int n = 0; n < 600; n += 100) {
            System.arraycopy(samples, n, reused, 0, 100);
            stream.push(reused, 0, 100, collectInto(frames));
        }
        Arrays.fill(reused, 9f);
        stream.finish(collectInto(frames));
        assertThat(frames.toArray(double[][]::new))
                .isDeepEqualTo(expected.toArray(double[][]::new));
    }

    @Test
    void push_afterFinish_isRefused() {
        FrameStream stream = new FrameStream(GRID);
        stream.finish(frame -> {});
        assertThatThrownBy(() -> stream.push(new float[1], 0, 1, frame -> {}))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stream.finish(frame -> {}))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void push_chunkOutsideArray_isRefusedAndTakesNothing() {
        FrameStream stream = new FrameStream(GRID);
        assertThatThrownBy(() -> stream.push(new float[10], 5, 6, frame -> {}))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(stream.samplesSeen()).isZero();
    }
}
