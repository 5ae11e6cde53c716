package dev.undertone.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.testing.WavBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every segmenter, and what windows and given segments are. */
class SegmenterTest {

    private static final int RATE = 16_000;

    private static final List<Supplier<Segmenter>> ALL =
            List.of(
                    SpeechSegmenter::new,
                    () -> new WindowSegmenter(0.7, 0.3),
                    () ->
                            new GivenSegmenter(
                                    List.of(
                                            new GivenSegment(3, 9.5, "b"),
                                            new GivenSegment(0.25, 4, null),
                                            new GivenSegment(3.5, 3.75, "a"))));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void push_anyChunks_giveTheSameStretches(long seed) throws IOException {
        float[] samples = conversation();
        Random random = new Random(seed);
        for (Supplier<Segmenter> segmenter : ALL) {
            List<Stretch> whole = stretches(segmenter.get(), samples, samples.length);
            List<Stretch> chunked = new ArrayList<>();
            Segmenter fed = segmenter.get();
            for (int taken = 0; taken < samples.length; ) {
                int count = Math.min(samples.length - taken, random.nextInt(40_000));
                fed.push(samples, taken, count, chunked::add);
                taken += count;
            }
            fed.finish(chunked::add);

            assertThat(whole).isNotEmpty();
            assertThat(chunked).hasSameSizeAs(whole);
            for (int i = 0; i < whole.size(); i++) {
                assertThat(chunked.get(i).startSample()).isEqualTo(whole.get(i).startSample());
                assertThat(chunked.get(i).waveform().samples())
                        .isEqualTo(whole.get(i).waveform().samples());
            }
        }
    }

    @Test
    void stretches_areThoseSamplesOfTheRecording() throws IOException {
        float[] samples = conversation();
        for (Supplier<Segmenter> segmenter : ALL) {
            for (Stretch stretch : stretches(segmenter.get(), samples, 1_000)) {
                int start = (int) stretch.startSample();
                assertThat(stretch.waveform().samples())
                        .isEqualTo(
                                Arrays.copyOfRange(
                                        samples, start, start + stretch.waveform().length()));
            }
        }
    }

    @Test
    void windows_coverTheRecordingOnce() throws IOException {
        assertThat(bounds(new WindowSegmenter(4, 2), 10 * RATE))
                .containsExactly("0.0-4.0", "2.0-6.0", "4.0-8.0", "6.0-10.0");
        assertThat(bounds(new WindowSegmenter(4, 2), 9 * RATE))
                .containsExactly("0.0-4.0", "2.0-6.0", "4.0-8.0", "6.0-9.0");
        assertThat(bounds(new WindowSegmenter(4, 4), 9 * RATE))
                .containsExactly("0.0-4.0", "4.0-8.0", "8.0-9.0");
        assertThat(bounds(new WindowSegmenter(4, 2), RATE)).containsExactly("0.0-1.0");
    }

    @Test
    void windows_lessThanAFrameLeft_isLeftOut() throws IOException {
        assertThat(bounds(new WindowSegmenter(1, 1), RATE + 399)).containsExactly("0.0-1.0");
        assertThat(bounds(new WindowSegmenter(1, 1), RATE + 400))
                .containsExactly("0.0-1.0", "1.0-1.025");
        assertThat(bounds(new WindowSegmenter(1, 1), 399)).isEmpty();
    }

    @Test
    void windows_lengthsThatCannotBe_areRefused() {
        for (double[] lengths :
                new double[][] {{4, 0}, {4, 5}, {0.01, 0.01}, {601, 1}, {Double.NaN, 1}}) {
            assertThatThrownBy(() -> new WindowSegmenter(lengths[0], lengths[1]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void given_overlappingAndUnordered_comeInOrderOfStarts() throws IOException {
        GivenSegmenter segmenter =
                new GivenSegmenter(
                        List.of(
                                new GivenSegment(6, 7, "b"),
                                new GivenSegment(1, 5, "a"),
                                new GivenSegment(2, 3, "b")));

        assertThat(bounds(segmenter, 10 * RATE)).containsExactly("1.0-5.0", "2.0-3.0", "6.0-7.0");
        assertThat(segmenter.missing()).isZero();
    }

    @Test
    void given_beyondTheEnd_isCutThereOrMissing() throws IOException {
        GivenSegmenter segmenter =
                new GivenSegmenter(
                        List.of(
                                new GivenSegment(1, 3, null),
                                new GivenSegment(1.99, 3, null),
                                new GivenSegment(8, 9, null)));

        assertThat(bounds(segmenter, 2 * RATE)).containsExactly("1.0-2.0");
        assertThat(segmenter.missing()).isEqualTo(2);
    }

    @Test
    void given_timesThatCannotBe_areRefused() {
        for (double[] times :
                new double[][] {
                    {-1, 2},
                    {2, 2},
                    {2, 1},
                    {0, 0.0249},
                    {Double.NaN, 1},
                    {0, Double.NaN},
                    {0, 1 / 0.0}
                }) {
            assertThatThrownBy(() -> new GivenSegment(times[0], times[1], null))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void speech_betweenPauses_isFoundWithItsPadding() throws IOException {
        List<Stretch> stretches = stretches(new SpeechSegmenter(), conversation(), 1_000);

        assertThat(stretches).hasSize(2);
        assertThat(stretches.get(0).startSeconds()).isCloseTo(1 - 0.2, within(0.03));
        assertThat(stretches.get(0).endSeconds()).isCloseTo(3.5 + 0.2, within(0.03));
        assertThat(stretches.get(1).startSeconds()).isCloseTo(5 - 0.2, within(0.03));
        assertThat(stretches.get(1).endSeconds()).isCloseTo(9 + 0.2, within(0.03));
    }

    @Test
    void speech_pauseOfLessThanHalfASecond_isBridged() throws IOException {
        float[] samples = new float[8 * RATE];
        put(samples, 1, WavBytes.buzz(2, 1));
        put(samples, 3.4, WavBytes.buzz(2, 2));

        assertThat(stretches(new SpeechSegmenter(), samples, 1_000)).hasSize(1);
    }

    @Test
    void speech_longerThan15Seconds_endsAtAShorterPause() throws IOException {
        float[] samples = WavBytes.buzz(40, 1);
        Arrays.fill(samples, 5 * RATE, 5 * RATE + 4 * RATE / 10, 0);
        Arrays.fill(samples, 22 * RATE, 22 * RATE + 4 * RATE / 10, 0);
        List<Stretch> stretches = stretches(new SpeechSegmenter(), samples, 1_000);

        assertThat(stretches.get(0).startSeconds()).isZero();
        assertThat(stretches.get(0).endSeconds()).isBetween(22.0, 22.25);
        assertThat(stretches.get(1).startSeconds()).isBetween(22.15, 22.4);
    }

    @Test
    void speech_longerThan30SecondsWithoutAPause_isCutThere() throws IOException {
        List<Stretch> stretches = stretches(new SpeechSegmenter(), WavBytes.vowel(70), 1_000);

        assertThat(stretches).hasSize(3);
        assertThat(stretches.get(0).startSample()).isZero();
        for (int i = 0; i < 2; i++) {
            Stretch stretch = stretches.get(i);
            assertThat(stretch.waveform().durationSeconds()).isBetween(29.9, 30.0);
            assertThat(stretches.get(i + 1).startSample())
                    .isEqualTo(stretch.startSample() + stretch.waveform().length());
        }
        assertThat(stretches.get(2).endSeconds()).isEqualTo(70);
    }

    @Test
    void speech_louderOrQuieter_isFoundAtTheSamePlaces() throws IOException {
        float[] quiet = conversation();
        for (int n = 0; n < quiet.length; n++) {
            quiet[n] *= 0.25f;
        }

        assertThat(starts(stretches(new SpeechSegmenter(), quiet, 1_000)))
                .isEqualTo(starts(stretches(new SpeechSegmenter(), conversation(), 1_000)));
    }

    @Test
    void speech_inNoise_isFoundAndTheNoiseIsNot() throws IOException {
        float[] samples = conversation();
        Random random = new Random(7);
        for (int n = 0; n < samples.length; n++) {
            samples[n] += (float) (0.01 * random.nextGaussian());
        }
        List<Stretch> stretches = stretches(new SpeechSegmenter(), samples, 1_000);

        assertThat(stretches).hasSize(2);
        // For 3 s the floor is not known: what comes up to 0.3 s before a voice is taken for its
        // onset.
        assertThat(stretches.get(0).startSeconds()).isCloseTo(0.8, within(0.33));
        assertThat(stretches.get(1).startSeconds()).isCloseTo(4.8, within(0.15));
        assertThat(stretches.get(1).endSeconds()).isCloseTo(9.2, within(0.15));
    }

    @Test
    void speech_whatIsNone_isNotFound() throws IOException {
        int length = 20 * RATE;
        float[] noise = new float[length];
        float[] hum = new float[length];
        float[] clicks = new float[length];
        float[] offset = new float[length];
        Random random = new Random(11);
        for (int n = 0; n < length; n++) {
            noise[n] = (float) (0.1 * random.nextGaussian());
            hum[n] = (float) (0.1 * Math.sin(2 * Math.PI * 100 * n / RATE));
            clicks[n] = n % 8_000 < 16 ? 0.5f : 0;
            offset[n] = 0.5f;
        }
        for (float[] samples : List.of(new float[length], noise, clicks, offset)) {
            assertThat(stretches(new SpeechSegmenter(), samples, 1_000)).isEmpty();
        }
        // The start of a tone may be a voice: half a second is taken for one, not the rest.
        double heard =
                stretches(new SpeechSegmenter(), hum, 1_000).stream()
                        .mapToDouble(stretch -> stretch.waveform().durationSeconds())
                        .sum();
        assertThat(heard).isLessThanOrEqualTo(1.2);
    }

    @Test
    void speech_upToTheLastSample_endsThere() throws IOException {
        float[] samples = WavBytes.buzz(3, 1);
        List<Stretch> stretches = stretches(new SpeechSegmenter(), samples, 1_000);

        assertThat(stretches).hasSize(1);
        assertThat(stretches.get(0).startSample()).isZero();
        assertThat(stretches.get(0).waveform().length()).isEqualTo(samples.length);
    }

    @Test
    void history_beyondItsCapacity_isForgotten() {
        SampleHistory history = new SampleHistory(10);
        float[] samples = new float[25];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = n;
        }
        history.append(samples, 0, 4);
        history.append(samples, 4, 21);

        assertThat(history.seen()).isEqualTo(25);
        assertThat(history.copy(new Span(15, 18))).containsExactly(15, 16, 17);
        assertThat(history.copy(new Span(18, 25))).containsExactly(18, 19, 20, 21, 22, 23, 24);
        assertThatThrownBy(() -> history.copy(new Span(14, 16)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> history.copy(new Span(24, 26)))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** A voice from 1 to 3.5 s and from 5 to 9 s, silence to 11 s. */
    private static float[] conversation() {
        float[] samples = new float[11 * RATE];
        put(samples, 1, WavBytes.buzz(2.5, 1));
        put(samples, 5, WavBytes.buzz(4, 2));
        return samples;
    }

    private static void put(float[] samples, double seconds, float[] part) {
        System.arraycopy(part, 0, samples, (int) (seconds * RATE), part.length);
    }

    private static List<Stretch> stretches(Segmenter segmenter, float[] samples, int chunk)
            throws IOException {
        List<Stretch> stretches = new ArrayList<>();
        for (int taken = 0; taken < samples.length; taken += chunk) {
            segmenter.push(samples, taken, Math.min(chunk, samples.length - taken), stretches::add);
        }
        segmenter.finish(stretches::add);
        return stretches;
    }

    private static List<Double> starts(List<Stretch> stretches) {
        return stretches.stream().map(Stretch::startSeconds).toList();
    }

    private static List<String> bounds(Segmenter segmenter, int samples) throws IOException {
        return stretches(segmenter, new float[samples], 1_000).stream()
                .map(stretch -> stretch.startSeconds() + "-" + stretch.endSeconds())
                .toList();
    }
}
