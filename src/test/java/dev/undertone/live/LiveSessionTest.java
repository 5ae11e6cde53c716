package dev.undertone.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.audio.AudioLimits;
import dev.undertone.audio.RawFormat;
import dev.undertone.live.LiveEvent.Bye;
import dev.undertone.live.LiveEvent.Failure;
import dev.undertone.live.LiveEvent.Partial;
import dev.undertone.live.LiveEvent.Utterance;
import dev.undertone.recognition.AdmissionLimits;
import dev.undertone.recognition.EmotionRecognizer;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.Recognition;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RecognitionOptions;
import dev.undertone.segmentation.Ending;
import dev.undertone.segmentation.SpeechSegmenter;
import dev.undertone.segmentation.Stretch;
import dev.undertone.testing.CodedFormat;
import dev.undertone.testing.OpenRecognizer;
import dev.undertone.testing.WavBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveSessionTest {

    private static final int RATE = 16_000;

    private static OpenRecognizer opened;
    private static EmotionRecognizer recognizer;

    private final RecordedTransport transport = new RecordedTransport();

    @BeforeAll
    static void open(@TempDir Path folder) {
        opened = OpenRecognizer.fixture(folder, new AdmissionLimits(1, 8, Duration.ofSeconds(30)));
        recognizer = opened.recognizer();
    }

    @AfterAll
    static void close() {
        opened.close();
    }

    @ParameterizedTest
    @CsvSource({
        "PCM_S16LE,16000,1,fixture,1",
        "PCM_S16LE,44100,2,fixture,2",
        "PCM_F32LE,48000,1,fixture,3",
        "MULAW,8000,1,fixture,4",
        "ALAW,8000,1,fixture,5",
        "PCM_S16LE,16000,1,ensemble,6",
        "PCM_S16LE,16000,1,robust,7",
        "PCM_S16LE,22050,1,a-lstm,7",
        "MULAW,8000,1,fusion,8",
        "PCM_S16LE,16000,1,linear,9"
    })
    void finish_withoutVad_hasTheBitsOfTheFile(
            RawFormat.Encoding encoding, int rateHz, int channels, String model, long seed)
            throws Exception {
        Random random = new Random(seed);
        RawFormat format = new RawFormat(encoding, rateHz, channels);
        byte[] bytes = encode(encoding, WavBytes.buzz(1 + 4 * random.nextDouble(), (int) seed));
        bytes = Arrays.copyOf(bytes, bytes.length - bytes.length % (8 * channels));
        RecognitionOptions options =
                RecognitionOptions.DEFAULT
                        .withModel(model)
                        .withEmbedding(true)
                        .withRawFormat(format);
        Recognition file =
                (Recognition) recognizer.recognize("", new ByteArrayInputStream(bytes), options);

        try (LiveSessions house = house(LiveLimits.DEFAULT)) {
            LiveSession session = house.reserve().open(transport);
            session.start(new LiveOptions(options, false, 500));
            send(session, bytes, random);
            session.finish();

            assertThat(transport.all().get(0)).isInstanceOf(LiveEvent.Ready.class);
            Utterance utterance = single(transport.only(Utterance.class));
            assertThat(utterance.endedBy().word()).isEqualTo("finish");
            assertThat(utterance.startMs()).isZero();
            assertSameBits(utterance.result(), file);
            assertThat(transport.only(Failure.class)).isEmpty();
            assertThat(last()).isEqualTo(Bye.FINISHED);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void finish_withVad_hasTheUtterancesOfTheTimeline(long seed) throws Exception {
        Random random = new Random(seed);
        float[] samples = conversation();
        List<Stretch> stretches = stretches(samples);
        byte[] bytes = encode(RawFormat.Encoding.PCM_F32LE, samples);
        RawFormat format = new RawFormat(RawFormat.Encoding.PCM_F32LE, RATE, 1);

        try (LiveSessions house = house(LiveLimits.DEFAULT)) {
            LiveSession session = house.reserve().open(transport);
            session.start(options(format, true, 500));
            send(session, bytes, random);
            session.finish();
            transport.all();
        }

        List<Utterance> utterances = transport.only(Utterance.class);
        assertThat(utterances).hasSameSizeAs(stretches).hasSize(3);
        for (int i = 0; i < utterances.size(); i++) {
            Utterance utterance = utterances.get(i);
            Stretch stretch = stretches.get(i);
            assertThat(utterance.startMs()).isEqualTo((long) (1000 * stretch.startSeconds()));
            assertThat(utterance.endMs()).isEqualTo((long) (1000 * stretch.endSeconds()));
            assertThat(utterance.result().judgement().attention().startSeconds())
                    .isEqualTo(stretch.startSeconds());
            byte[] own = encode(RawFormat.Encoding.PCM_F32LE, stretch.waveform().samples());
            assertSameBits(utterance.result(), file(own, format));
        }
        assertThat(utterances.get(0).endedBy().ending()).isEqualTo(Ending.VAD);
        assertThat(utterances.get(2).endedBy().ending()).isEqualTo(Ending.FINISH);
    }

    @Test
    void partial_everyHalfSecond_isTheAnswerForTheAudioSoFar() throws Exception {
        byte[] bytes = encode(RawFormat.Encoding.PCM_S16LE, WavBytes.buzz(3, 1));
        RawFormat format = new RawFormat(RawFormat.Encoding.PCM_S16LE, RATE, 1);
        try (LiveSessions house = house(LiveLimits.DEFAULT)) {
            LiveSession session = house.reserve().open(transport);
            session.start(options(format, false, 500));
            int step = RATE; // half a second
            for (int n = 0; n * step < bytes.length; n++) {
                session.audio(Arrays.copyOfRange(bytes, n * step, (n + 1) * step));
                int due = n; // the first half second has 48 frames, two less than are due
                assertThat(transport.await(Partial.class, due)).hasSize(due);
            }
            session.finish();
            transport.all();
        }
        List<Partial> partials = transport.only(Partial.class);
        assertThat(partials)
                .extracting(Partial::endMs)
                .containsExactly(1000L, 1500L, 2000L, 2500L, 3000L);
        for (Partial partial : partials) {
            // Of the audio so far, 120 samples are not framed yet: the file is that much shorter.
            int samples = (int) partial.endMs() * RATE / 1000 - 120;
            Recognition file = file(Arrays.copyOf(bytes, 2 * samples), format);
            file.judgement()
                    .probabilities()
                    .forEach(
                            (label, p) ->
                                    assertThat(partial.probabilities().get(label))
                                            .isCloseTo(p, within(0.02f)));
            assertThat(partial.attention().weights()).hasSizeBetween(90, 400);
        }
    }

    /** Else each of a long utterance would cost as much as the utterance itself. */
    @Test
    void partial_ofAModelThatReadsAllSamples_comesWhenAQuarterIsNew() throws Exception {
        byte[] bytes = encode(RawFormat.Encoding.PCM_S16LE, WavBytes.buzz(4, 1));
        RawFormat format = new RawFormat(RawFormat.Encoding.PCM_S16LE, RATE, 1);
        List<Long> due = List.of(1000L, 1500L, 2000L, 3000L, 4000L);
        try (LiveSessions house = house(LiveLimits.DEFAULT)) {
            LiveSession session = house.reserve().open(transport);
            session.start(
                    new LiveOptions(
                            RecognitionOptions.DEFAULT.withModel("dnn-is10").withRawFormat(format),
                            false,
                            100));
            int sent = 0;
            for (long ms : List.of(1000L, 1150L, 1500L, 1700L, 2000L, 2200L, 3000L, 3500L, 4000L)) {
                int end = (int) (ms * 2 * RATE / 1000);
                session.audio(Arrays.copyOfRange(bytes, sent, end));
                sent = end;
                if (due.contains(ms)) {
                    transport.await(Partial.class, due.indexOf(ms) + 1);
                }
            }
            session.finish();
            transport.all();
        }
        assertThat(transport.only(Partial.class))
                .extracting(Partial::endMs)
                .containsExactlyElementsOf(due);
    }

    @Test
    void flush_betweenUtterances_makesEachAFileOfItsOwn() throws Exception {
        RawFormat format = new RawFormat(RawFormat.Encoding.MULAW, 8_000, 1);
        byte[] first = encode(RawFormat.Encoding.MULAW, WavBytes.buzz(1.2, 1));
        byte[] second = encode(RawFormat.Encoding.MULAW, WavBytes.buzz(2.2, 2));
        try (LiveSessions house = house(LiveLimits.DEFAULT)) {
            LiveSession session = house.reserve().open(transport);
            session.start(options(format, false, 0));
            send(session, first, new Random(1));
            session.flush();
            session.flush();
            send(session, second, new Random(2));
            session.control("{\"type\":\"keepalive\"}");
            session.finish();
            transport.all();
        }
        List<Utterance> utterances = transport.only(Utterance.class);
        assertThat(utterances).hasSize(2);
        assertSameBits(utterances.get(0).result(), file(first, format));
        assertSameBits(utterances.get(1).result(), file(second, format));
        assertThat(utterances.get(0).endedBy().word()).isEqualTo("flush");
        assertThat(utterances.get(1).startMs()).isEqualTo(utterances.get(0).endMs());
        Failure nothing = single(transport.only(Failure.class));
        assertThat(nothing.fatal()).isFalse();
        assertThat(nothing.problem().reason()).isEqualTo("audio-too-short");
    }

    @Test
    void audio_longerThanAnUtterance_endsByItsLength() throws Exception {
        RawFormat format = new RawFormat(RawFormat.Encoding.PCM_S16LE, RATE, 1);
        LiveLimits limits =
                new LiveLimits(
                        1,
                        Duration.ofSeconds(2),
                        64 * 1024,
                        Duration.ofMinutes(1),
                        AudioLimits.DEFAULT);
        byte[] bytes = encode(RawFormat.Encoding.PCM_S16LE, WavBytes.buzz(5, 1));
        try (LiveSessions house = house(limits)) {
            LiveSession session = house.reserve().open(transport);
            session.start(options(format, false, 0));
            send(session, bytes, new Random(4));
            session.finish();
            transport.all();
        }
        List<Utterance> utterances = transport.only(Utterance.class);
        assertThat(utterances)
                .extracting(utterance -> utterance.endedBy().word())
                .containsExactly("max-length", "max-length", "finish");
        assertThat(utterances).extracting(Utterance::endMs).containsExactly(2000L, 4000L, 5000L);
        for (int i = 0; i < 3; i++) {
            int end = Math.min(bytes.length, (i + 1) * 4 * RATE);
            assertSameBits(
                    utterances.get(i).result(),
                    file(Arrays.copyOfRange(bytes, i * 4 * RATE, end), format));
        }
    }

    @ParameterizedTest
    @CsvSource({"OGG_OPUS", "WEBM_OPUS", "WEBM_LIVE", "OGG_VORBIS"})
    void container_inPieces_hasTheBitsOfTheFile(CodedFormat coded) throws Exception {
        byte[] bytes = coded.clip();
        Recognition file =
                (Recognition)
                        recognizer.recognize(
                                "", new ByteArrayInputStream(bytes), RecognitionOptions.DEFAULT);
        try (LiveSessions house = house(LiveLimits.DEFAULT)) {
            LiveSession session = house.reserve().open(transport);
            session.start(options(null, false, 500));
            send(session, bytes, new Random(8));
            session.finish();
            transport.all();
        }
        Utterance utterance = single(transport.only(Utterance.class));
        assertSameBits(utterance.result(), file);
        assertThat(utterance.result().audio().codec()).isEqualTo(file.audio().codec());
        assertThat(utterance.result().audio().container()).isEqualTo(file.audio().container());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | invalid-message | 1007",
                "[1] | invalid-message | 1007",
                "{\"type\":\"sing\"} | invalid-message | 1007",
                "{\"type\":7} | invalid-message | 1007",
                "{\"type\":\"finish\"} | out-of-order | 1008",
                "{\"type\":\"flush\"} | out-of-order | 1008",
                "{\"type\":\"keepalive\",\"x\":1} | invalid-parameter | 1007",
                "{\"type\":\"start\"} | invalid-parameter | 1007",
                "{\"type\":\"start\",\"encoding\":\"mp3\"} | invalid-parameter | 1007",
                "{\"type\":\"start\",\"encoding\":\"pcm_s16le\"} | invalid-parameter | 1007",
                "{\"type\":\"start\",\"encoding\":\"container\",\"sampleRateHz\":8000} | invalid-parameter | 1007",
                "{\"type\":\"start\",\"encoding\":\"pcm_s16le\",\"sampleRateHz\":\"8000\"} | invalid-parameter | 1007",
                "{\"type\":\"start\",\"encoding\":\"pcm_s16le\",\"sampleRateHz\":1e309} | invalid-parameter | 1007",
                "{\"type\":\"start\",\"encoding\":\"container\",\"vad\":\"yes\"} | invalid-parameter | 1007",
                "{\"type\":\"start\",\"encoding\":\"container\",\"partialEveryMs\":5} | invalid-parameter | 1007",
                "{\"type\":\"start\",\"encoding\":\"container\",\"labels\":[1]} | invalid-parameter | 1007",
                "{\"type\":\"start\",\"encoding\":\"container\",\"labels\":\"calm\"} | invalid-parameter | 1007",
                "{\"type\":\"start\",\"encoding\":\"container\",\"model\":\"../x\"} | model-not-found | 1008",
                "{\"type\":\"start\",\"encoding\":\"pcm_s16le\",\"sampleRateHz\":1} | unsupported-sample-rate | 1008",
                "{\"type\":\"start\",\"encoding\":\"alaw\",\"sampleRateHz\":8000,\"channels\":9} | too-many-channels | 1008"
            })
    void control_thatCannotBe_endsTheSession(String json, String reason, int code)
            throws Exception {
        try (LiveSessions house = house(LiveLimits.DEFAULT)) {
            house.reserve().open(transport).control(json);
            assertEndsBy(reason, code);
            assertThat(house.open()).isZero();
        }
    }

    @Test
    void control_nestedTenThousandDeep_isInvalid() throws Exception {
        try (LiveSessions house = house(LiveLimits.DEFAULT)) {
            house.reserve().open(transport).control("{\"a\":".repeat(10_000));
            assertEndsBy("invalid-message", 1007);
        }
    }

    @Test
    void start_allFields_areTaken() throws Exception {
        try (LiveSessions house = house(LiveLimits.DEFAULT)) {
            LiveSession session = house.reserve().open(transport);
            session.control(
                    """
                    {"type":"start","encoding":"pcm_s16le","sampleRateHz":16000,"channels":1,"model":"fixture",
                     "labels":["happy","sad"],"attention":"none","vad":false,"partialEveryMs":0,"minConfidence":1,
                     "embedding":true}
                    """);
            session.audio(encode(RawFormat.Encoding.PCM_S16LE, WavBytes.buzz(1, 1)));
            session.control("{\"type\":\"finish\"}");
            transport.all();
        }
        Recognition result = single(transport.only(Utterance.class)).result();
        assertThat(result.judgement().probabilities()).containsOnlyKeys("happy", "sad");
        assertThat(result.judgement().attention()).isNull();
        assertThat(result.judgement().emotion()).isNull();
        assertThat(result.judgement().embedding()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "audio first,out-of-order,1008", "start twice,out-of-order,1008",
        "another format,format-change,1008", "nothing,empty-body,1007",
        "half a sample,malformed-audio,1007", "too little,audio-too-short,1008",
        "not a number,non-finite-samples,1008", "no container,unsupported-audio,1003",
        "broken container,malformed-audio,1007", "audio after finish,out-of-order,1008"
    })
    void session_againstTheProtocol_endsByItsReason(String what, String reason, int code)
            throws Exception {
        RawFormat pcm = new RawFormat(RawFormat.Encoding.PCM_S16LE, RATE, 1);
        RawFormat floats = new RawFormat(RawFormat.Encoding.PCM_F32LE, RATE, 1);
        byte[] second = encode(RawFormat.Encoding.PCM_S16LE, WavBytes.buzz(1, 1));
        try (LiveSessions house = house(LiveLimits.DEFAULT)) {
            LiveSession session = house.reserve().open(transport);
            switch (what) {
                case "audio first" -> session.audio(new byte[2]);
                case "start twice" -> {
                    session.start(options(pcm, true, 0));
                    session.start(options(pcm, false, 0));
                }
                case "another format" -> {
                    session.start(options(pcm, true, 0));
                    session.audio(second);
                    session.start(options(floats, true, 0));
                }
                case "nothing" -> {
                    session.start(options(pcm, true, 0));
                    session.finish();
                }
                case "half a sample" -> {
                    session.start(options(pcm, false, 0));
                    session.audio(Arrays.copyOf(second, second.length - 1));
                    session.finish();
                }
                case "too little" -> {
                    session.start(options(pcm, true, 0));
                    session.audio(new byte[798]);
                    session.finish();
                }
                case "not a number" -> {
                    session.start(options(floats, true, 0));
                    session.audio(new byte[] {0, 0, (byte) 0xC0, 0x7F});
                }
                case "no container" -> {
                    session.start(options(null, true, 0));
                    session.audio("this is no audio at all".getBytes("UTF-8"));
                    session.finish();
                }
                case "broken container" -> {
                    session.start(options(null, true, 0));
                    byte[] webm = CodedFormat.WEBM_OPUS.clip();
                    Arrays.fill(webm, 8, webm.length, (byte) 7);
                    session.audio(webm);
                    session.finish();
                }
                default -> {
                    session.start(options(pcm, true, 0));
                    session.audio(second);
                    session.finish();
                    session.audio(second);
                }
            }
            if (what.equals("audio after finish")) {
                // Where the session has ended before the audio came, it has ended well.
                assertThat(transport.all()).last().isInstanceOf(Bye.class);
            } else {
                assertEndsBy(reason, code);
            }
            assertThat(house.open()).isZero();
        }
    }

    @Test
    void finish_noSpeech_tellsNothing() throws Exception {
        RawFormat format = new RawFormat(RawFormat.Encoding.PCM_S16LE, RATE, 1);
        try (LiveSessions house = house(LiveLimits.DEFAULT)) {
            LiveSession session = house.reserve().open(transport);
            session.start(options(format, true, 100));
            session.audio(new byte[64_000]);
            session.flush();
            session.finish();
            assertThat(transport.all()).hasSize(2);
            assertThat(last()).isEqualTo(Bye.FINISHED);
        }
    }

    @Test
    void reserve_beyondTheLimit_isRefusedUntilOneEnds() throws Exception {
        AtomicInteger balance = new AtomicInteger();
        SessionListener listener =
                new SessionListener() {
                    @Override
                    public void opened() {
                        balance.incrementAndGet();
                    }

                    @Override
                    public void failed(Reason reason) {
                        balance.addAndGet(-1);
                    }

                    @Override
                    public void cancelled() {
                        balance.addAndGet(-1);
                    }
                };
        LiveLimits limits =
                new LiveLimits(
                        2,
                        Duration.ofSeconds(30),
                        64 * 1024,
                        Duration.ofMinutes(1),
                        AudioLimits.DEFAULT);
        try (LiveSessions house = new LiveSessions(recognizer, limits, 1, listener)) {
            LiveSessions.Place unused = house.reserve();
            LiveSession session = house.reserve().open(transport);
            assertThatThrownBy(house::reserve)
                    .isInstanceOfSatisfying(
                            RecognitionException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.SESSION_LIMIT));
            unused.close();
            unused.close();
            house.reserve().close();
            session.refuse(new RecognitionException(Reason.AUDIO_TOO_LARGE, "too much"));
            assertEndsBy("audio-too-large", 1009);
            RecordedTransport silent = new RecordedTransport();
            house.reserve().open(silent).gone();
            house.stop(Duration.ofSeconds(10));
            assertThat(silent.soFar()).isEmpty();
            assertThat(balance).hasValue(0);
        }
    }

    @Test
    void audio_fasterThanItIsHeard_pausesItsCallerAndLosesNothing() throws Exception {
        RawFormat format = new RawFormat(RawFormat.Encoding.PCM_S16LE, RATE, 1);
        byte[] bytes = encode(RawFormat.Encoding.PCM_S16LE, WavBytes.buzz(20, 1));
        try (LiveSessions house = house(LiveLimits.DEFAULT)) {
            LiveSession session = house.reserve().open(transport);
            session.start(options(format, false, 0));
            for (int n = 0; n < bytes.length; n += 640) {
                session.audio(Arrays.copyOfRange(bytes, n, n + 640));
            }
            session.finish();
            transport.all();
        }
        assertThat(transport.pauses()).isPositive();
        assertThat(transport.resumes()).isEqualTo(transport.pauses());
        assertThat(single(transport.only(Utterance.class)).endMs()).isEqualTo(20_000);
    }

    @Test
    void stop_openSession_hasItsAnswerAndIsToldWhy() throws Exception {
        RawFormat format = new RawFormat(RawFormat.Encoding.PCM_S16LE, RATE, 1);
        try (LiveSessions house = house(LiveLimits.DEFAULT)) {
            LiveSession session = house.reserve().open(transport);
            session.start(options(format, true, 0));
            session.audio(encode(RawFormat.Encoding.PCM_S16LE, WavBytes.buzz(2, 1)));
            house.stop(Duration.ofSeconds(30));

            assertThat(single(transport.only(Utterance.class)).endMs()).isEqualTo(2000);
            assertEndsBy("shutting-down", 1012);
            assertThatThrownBy(house::reserve)
                    .isInstanceOfSatisfying(
                            RecognitionException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.SHUTTING_DOWN));
            house.start();
            house.reserve().close();
        }
    }

    @Test
    void session_silentForTooLong_endsIdle() throws Exception {
        LiveLimits limits =
                new LiveLimits(
                        1,
                        Duration.ofSeconds(30),
                        64 * 1024,
                        Duration.ofMillis(50),
                        AudioLimits.DEFAULT);
        try (LiveSessions house = house(limits)) {
            house.reserve().open(transport);
            assertEndsBy("idle-timeout", 1008);
        }
    }

    private void assertEndsBy(String reason, int code) throws InterruptedException {
        List<LiveEvent> events = transport.all();
        Failure failure = (Failure) events.get(events.size() - 2);
        assertThat(failure.problem().reason()).isEqualTo(reason);
        assertThat(failure.fatal()).isTrue();
        assertThat(last()).isEqualTo(new Bye(code, reason));
    }

    private LiveEvent last() {
        List<LiveEvent> events = transport.soFar();
        return events.get(events.size() - 1);
    }

    private static LiveSessions house(LiveLimits limits) {
        return new LiveSessions(recognizer, limits, 2, SessionListener.NONE);
    }

    private static LiveOptions options(RawFormat format, boolean vad, int partialEveryMs) {
        return new LiveOptions(
                RecognitionOptions.DEFAULT.withRawFormat(format), vad, partialEveryMs);
    }

    private static Recognition file(byte[] bytes, RawFormat format) throws IOException {
        return (Recognition)
                recognizer.recognize(
                        "",
                        new ByteArrayInputStream(bytes),
                        RecognitionOptions.DEFAULT.withRawFormat(format));
    }

    private static void assertSameBits(Recognition actual, Recognition file) {
        assertThat(actual.judgement().probabilities()).isEqualTo(file.judgement().probabilities());
        assertThat(actual.judgement().emotion()).isEqualTo(file.judgement().emotion());
        assertThat(actual.model()).isEqualTo(file.model());
        if (file.judgement().attention() == null) {
            assertThat(actual.judgement().attention()).isNull();
        } else {
            assertThat(actual.judgement().attention().weights())
                    .isEqualTo(file.judgement().attention().weights());
        }
        if (file.judgement().embedding() != null) {
            assertThat(actual.judgement().embedding().values())
                    .isEqualTo(file.judgement().embedding().values());
        }
    }

    private static <T> T single(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }

    private static void send(LiveSession session, byte[] bytes, Random random) {
        for (int taken = 0; taken < bytes.length; ) {
            int count = Math.min(bytes.length - taken, 1 + random.nextInt(4_000));
            session.audio(Arrays.copyOfRange(bytes, taken, taken + count));
            taken += count;
        }
    }

    /** Voices from 1 to 3.5 s, from 5 to 7 s and from 8 s to the end at 10 s. */
    private static float[] conversation() {
        float[] samples = new float[10 * RATE];
        System.arraycopy(WavBytes.buzz(2.5, 1), 0, samples, RATE, 5 * RATE / 2);
        System.arraycopy(WavBytes.buzz(2, 2), 0, samples, 5 * RATE, 2 * RATE);
        System.arraycopy(WavBytes.buzz(2, 3), 0, samples, 8 * RATE, 2 * RATE);
        return samples;
    }

    private static List<Stretch> stretches(float[] samples) throws IOException {
        List<Stretch> stretches = new ArrayList<>();
        SpeechSegmenter segmenter = new SpeechSegmenter();
        segmenter.push(samples, 0, samples.length, stretches::add);
        segmenter.finish(stretches::add);
        return stretches;
    }

    /** Samples as bytes; for 8-bit codes any mapping will do, since file and stream decode the same bytes. */
    private static byte[] encode(RawFormat.Encoding encoding, float[] samples) {
        int size =
                switch (encoding) {
                    case PCM_S16LE -> 2;
                    case PCM_F32LE -> 4;
                    case MULAW, ALAW -> 1;
                };
        ByteBuffer bytes =
                ByteBuffer.allocate(size * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            switch (encoding) {
                case PCM_S16LE -> bytes.putShort((short) Math.round(sample * 32_000));
                case PCM_F32LE -> bytes.putFloat(sample);
                case MULAW, ALAW -> bytes.put((byte) Math.round(sample * 120));
            }
        }
        return bytes.array();
    }
}
