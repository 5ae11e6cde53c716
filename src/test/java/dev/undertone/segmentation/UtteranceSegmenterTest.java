package dev.undertone.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.WavBytes;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtteranceSegmenterTest {

    private static final int RATE = 16_000;
    private static final int LONGEST = 30 * RATE;

    /** What was handed out of one utterance. */
    private record Handed(long start, float[] samples, Ending ending) {}

    private static final class Recorder implements UtteranceConsumer {

        private final List<Handed> handed = new ArrayList<>();
        private final FloatBuffer samples = FloatBuffer.allocate(LONGEST);
        private long start = -1;

        @Override
        public void began(long startSample) {
            assertThat(start).as("no utterance goes on").isEqualTo(-1);
            start = startSample;
        }

        @Override
        public void grew(float[] block, int offset, int length) {
            assertThat(length).isPositive();
            samples.put(block, offset, length);
        }

        @Override
        public void ended(Ending ending) {
            handed.add(
                    new Handed(start, Arrays.copyOf(samples.array(), samples.position()), ending));
            samples.clear();
            start = -1;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void spoken_anyChunks_areTheStretchesOfTheSegmenter(long seed) throws IOException {
        float[] samples = speech(seed);
        List<Stretch> stretches = new ArrayList<>();
        SpeechSegmenter segmenter = new SpeechSegmenter();
        segmenter.push(samples, 0, samples.length, stretches::add);
        segmenter.finish(stretches::add);
        Recorder recorder = new Recorder();
        SpokenUtterances utterances = new SpokenUtterances(LONGEST);
        push(utterances, samples, new Random(seed), recorder);
        utterances.finish(recorder);

        assertThat(recorder.handed).hasSameSizeAs(stretches).hasSizeGreaterThan(4);
        for (int i = 0; i < stretches.size(); i++) {
            assertThat(recorder.handed.get(i).start()).isEqualTo(stretches.get(i).startSample());
            assertThat(recorder.handed.get(i).samples())
                    .isEqualTo(stretches.get(i).waveform().samples());
        }
    }

    @Test
    void spoken_flush_endsTheUtteranceWithAllThatHasCome() {
        float[] samples = WavBytes.buzz(3, 1);
        Recorder recorder = new Recorder();
        SpokenUtterances utterances = new SpokenUtterances(LONGEST);
        utterances.push(samples, 0, RATE, recorder);
        utterances.flush(recorder);
        utterances.flush(recorder);
        utterances.push(samples, RATE, 2 * RATE, recorder);
        utterances.finish(recorder);

        assertThat(recorder.handed)
                .extracting(Handed::ending)
                .containsExactly(Ending.FLUSH, Ending.FINISH);
        assertThat(recorder.handed.get(0).samples()).hasSize(RATE);
        assertThat(recorder.handed.get(1).start()).isGreaterThanOrEqualTo(RATE);
        assertThat(utterances.seen()).isEqualTo(3 * RATE);
    }

    @Test
    void uncut_everySample_belongsToAnUtterance() {
        float[] samples = WavBytes.buzz(5, 2);
        Recorder recorder = new Recorder();
        UncutUtterances utterances = new UncutUtterances(2 * RATE);
        push(utterances, samples, new Random(9), recorder);
        utterances.flush(recorder);
        utterances.flush(recorder);
        utterances.finish(recorder);

        assertThat(recorder.handed)
                .extracting(Handed::ending)
                .containsExactly(Ending.MAX_LENGTH, Ending.MAX_LENGTH, Ending.FLUSH);
        assertThat(recorder.handed).extracting(Handed::start).containsExactly(0L, 32_000L, 64_000L);
        assertThat(recorder.handed.stream().mapToInt(handed -> handed.samples().length).sum())
                .isEqualTo(samples.length);
    }

    /** Voices with pauses of random lengths, and one of half a minute. */
    private static float[] speech(long seed) {
        Random random = new Random(seed);
        float[] samples = new float[90 * RATE];
        int next = RATE / 2;
        for (int i = 0; i < 6; i++) {
            float[] voice = WavBytes.buzz(i == 3 ? 35 : 1 + 3 * random.nextDouble(), i);
            System.arraycopy(voice, 0, samples, next, voice.length);
            next += voice.length + (int) (RATE * (0.55 + random.nextDouble()));
        }
        return samples;
    }

    private static void push(
            UtteranceSegmenter utterances, float[] samples, Random random, Recorder recorder) {
        for (int taken = 0; taken < samples.length; ) {
            int count = Math.min(samples.length - taken, random.nextInt(3_000));
            utterances.push(samples, taken, count, recorder);
            taken += count;
        }
    }
}
