package dev.undertone.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioLimits;
import dev.undertone.model.ModelRepository;
import dev.undertone.model.ModelSettings;
import dev.undertone.testing.Conversations;
import dev.undertone.testing.FixtureModel;
import dev.undertone.testing.WavBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineRecognizerTest {

    /** Voices from 1 to 3.5 s and from 5 to 9 s of 11 s. */
    private static final byte[] TALK =
            WavBytes.pcm16(
                    16_000, 1, Conversations.of(11, new double[] {1, 2.5}, new double[] {5, 4}));

    private static ModelRepository models;
    private static Admission admission;
    private static TimelineRecognizer timelines;

    /** Keeps what it hears. */
    private static final class Recorded implements TimelineListener {

        private final List<TimelineSegment> segments = new ArrayList<>();
        private final List<TimelineEnd> ends = new ArrayList<>();

        @Override
        public void started(TimelineStart start) {
            assertThat(segments).isEmpty();
        }

        @Override
        public void segment(TimelineSegment segment) {
            segments.add(segment);
        }

        @Override
        public void ended(TimelineEnd end) {
            ends.add(end);
        }
    }

    @BeforeAll
    static void open(@TempDir Path folder) {
        FixtureModel.write(folder);
        models =
                new ModelRepository(
                        new ModelSettings(folder, Map.of("default", "fixture@1.0.0"), 2));
        models.open();
        admission = new Admission(AdmissionLimits.DEFAULT);
        timelines =
                new TimelineRecognizer(
                        new EmotionRecognizer(
                                new AudioDecoder(AudioLimits.DEFAULT),
                                models,
                                admission,
                                RecognitionListener.NONE),
                        TimelineLimits.DEFAULT);
    }

    @AfterAll
    static void close() {
        timelines.close();
        admission.close();
        models.close();
    }

    @Test
    void recognize_talk_tellsSegmentsThenTheEnd() throws IOException {
        Recorded recorded = heard(TALK, options());

        assertThat(recorded.segments).hasSize(2);
        assertThat(recorded.ends).hasSize(1);
        assertThat(recorded.ends.get(0).summary().segments()).isEqualTo(2);
        assertThat(recorded.ends.get(0).audio().durationSeconds()).isEqualTo(11);
        assertThat(timelines.inWork()).isZero();
    }

    @Test
    void recognize_summary_isWeightedByDurationAndNamesTheLargestShare() throws IOException {
        Recorded recorded = heard(TALK, options());
        TimelineSummary.Voice voice = recorded.ends.get(0).summary().voices().get(0);
        double seconds = 0;
        double angry = 0;
        for (TimelineSegment segment : recorded.segments) {
            double length = segment.endSeconds() - segment.startSeconds();
            seconds += length;
            angry += length * segment.judgement().probabilities().get("angry");
        }

        assertThat(voice.probabilities()).isNotNull();
        assertThat(voice.probabilities().get("angry")).isCloseTo(angry / seconds, within(1e-12));
        assertThat(voice.probabilities().values().stream().mapToDouble(p -> p).sum())
                .isCloseTo(1, within(1e-6));
        assertThat(voice.shares().values().stream().mapToDouble(p -> p).sum())
                .isCloseTo(1, within(1e-12));
        assertThat(voice.shares().get(voice.emotion()))
                .isEqualTo(
                        voice.shares().values().stream().mapToDouble(p -> p).max().orElseThrow());
        assertThat(voice.mostNegative()).isNotNull();
        TimelineSegment pointedAt = recorded.segments.get(voice.mostNegative().index());
        assertThat(voice.mostNegative().startSeconds()).isEqualTo(pointedAt.startSeconds());
        for (TimelineSegment segment : recorded.segments) {
            Map<String, Float> p = segment.judgement().probabilities();
            assertThat((double) p.get("angry") + p.get("sad"))
                    .isLessThanOrEqualTo(voice.mostNegative().probability());
        }
    }

    @Test
    void recognize_abstaining_leavesSharesBelowOne() throws IOException {
        Recorded recorded = heard(TALK, options("minConfidence", "1"));
        TimelineSummary.Voice voice = recorded.ends.get(0).summary().voices().get(0);

        assertThat(recorded.segments)
                .allSatisfy(
                        segment ->
                                assertThat(segment.judgement().abstention())
                                        .isEqualTo(Abstention.LOW_CONFIDENCE));
        assertThat(voice.emotion()).isNull();
        assertThat(voice.shares().values()).containsOnly(0.0);
        assertThat(voice.speechSeconds()).isGreaterThan(6);
    }

    @Test
    void recognize_labelsWithoutNegativeOnes_pointAtNothing() throws IOException {
        Recorded recorded = heard(TALK, options("labels", "happy,neutral"));

        assertThat(recorded.ends.get(0).summary().voices().get(0).mostNegative()).isNull();
    }

    @Test
    void recognize_windows_countSharedSecondsOnce() throws IOException {
        Recorded recorded =
                heard(TALK, options("mode", "window", "windowSeconds", "4", "hopSeconds", "1"));
        TimelineSummary.Voice voice = recorded.ends.get(0).summary().voices().get(0);

        assertThat(recorded.segments).hasSize(8);
        assertThat(voice.speechSeconds()).isEqualTo(11);
        assertThat(voice.nonSpeechSeconds()).isZero();
    }

    @Test
    void recognize_overlappingSpeakers_haveAVoiceEach() throws IOException {
        TimelineOptions named =
                timelines.withSegments(
                        options("mode", "segments"),
                        """
                        [{"start":0,"end":4,"speaker":"a"},{"start":2,"end":6,"speaker":"a"},
                         {"start":5,"end":9,"speaker":"b"}]
                        """
                                .getBytes(StandardCharsets.UTF_8));
        List<TimelineSummary.Voice> voices = heard(TALK, named).ends.get(0).summary().voices();

        assertThat(voices).extracting(TimelineSummary.Voice::speaker).containsExactly("a", "b");
        assertThat(voices.get(0).speechSeconds()).isEqualTo(6);
        assertThat(voices.get(1).speechSeconds()).isEqualTo(4);
    }

    @Test
    void recognize_brokenOnTheWay_keepsWhatWasToldAndFreesTheRoom() {
        Recorded recorded = new Recorded();
        byte[] cut = Arrays.copyOf(TALK, TALK.length - 100);

        assertThatExceptionOfType(RecognitionException.class)
                .isThrownBy(
                        () ->
                                timelines.recognize(
                                        "t", new ByteArrayInputStream(cut), options(), recorded))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED_AUDIO));
        assertThat(recorded.segments).isNotEmpty();
        assertThat(recorded.ends).isEmpty();
        assertThat(timelines.inWork()).isZero();
    }

    @Test
    void recognize_listenerFails_isWhatTheCallerSees() {
        TimelineListener gone =
                new TimelineListener() {
                    @Override
                    public void started(TimelineStart start) throws IOException {
                        throw new IOException("gone");
                    }

                    @Override
                    public void segment(TimelineSegment segment) {}

                    @Override
                    public void ended(TimelineEnd end) {}
                };

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(
                        () ->
                                timelines.recognize(
                                        "t", new ByteArrayInputStream(TALK), options(), gone))
                .withMessage("gone");
    }

    private static Recorded heard(byte[] wav, TimelineOptions options) throws IOException {
        Recorded recorded = new Recorded();
        timelines.recognize("t", new ByteArrayInputStream(wav), options, recorded);
        return recorded;
    }

    private static TimelineOptions options(String... namesAndValues) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return TimelineOptions.parse(parameters);
    }
}
