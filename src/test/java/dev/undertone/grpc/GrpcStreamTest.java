package dev.undertone.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.undertone.audio.RawFormat;
import dev.undertone.grpc.v1.AttentionMode;
import dev.undertone.grpc.v1.Encoding;
import dev.undertone.grpc.v1.EndedBy;
import dev.undertone.grpc.v1.Flush;
import dev.undertone.grpc.v1.Keepalive;
import dev.undertone.grpc.v1.Start;
import dev.undertone.grpc.v1.StreamRequest;
import dev.undertone.grpc.v1.StreamResponse;
import dev.undertone.grpc.v1.StreamResponse.EventCase;
import dev.undertone.recognition.Recognition;
import dev.undertone.recognition.RecognitionOptions;
import dev.undertone.testing.WavBytes;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Stream} over a real port: what a client, a careless one and a hostile one meet. */
class GrpcStreamTest {

    private static GrpcFixture service;

    @BeforeAll
    static void serve(@TempDir Path folder) throws Exception {
        service = new GrpcFixture(folder, CallGuard.OPEN, false);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void forget() throws Exception {
        awaitNoSession();
        service.counted.clear();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 333, 4096, 60_000})
    void stream_anyChunks_hasTheBitsOfTheRecording(int chunkBytes) throws Exception {
        byte[] samples = pcm(chunkBytes == 1 ? 0.1 : 2.7);
        Conversation call = open().say(Conversation.START).send(samples, chunkBytes).finish();
        List<StreamResponse> events = call.all();

        assertThat(events.get(0).getReady().getModel().getName()).isEqualTo("fixture");
        var utterance = call.await(EventCase.UTTERANCE).getUtterance();
        assertThat(utterance.getEndedBy()).isEqualTo(EndedBy.ENDED_BY_FINISH);
        var whole = AnswerMessages.of(recognize(samples));
        assertThat(utterance.getResult().getJudgement()).isEqualTo(whole.getJudgement());
        assertThat(utterance.getResult().getAudio()).isEqualTo(whole.getAudio());
        assertThat(events.get(events.size() - 1).getBye().getReason()).isEqualTo("finished");
        assertThat(call.end().getStatus().getCode()).isEqualTo(Code.OK);
        service.counted.await("session finished");
        assertThat(service.counted.heard())
                .containsExactly("call received", "call completed", "session finished");
    }

    @Test
    void stream_halfClosed_isFinished() throws Exception {
        Conversation call = open().say(Conversation.START).send(pcm(0.5), 8_000).halfClose();
        assertThat(call.await(EventCase.UTTERANCE).getUtterance().getEndedBy())
                .isEqualTo(EndedBy.ENDED_BY_FINISH);
        assertThat(call.end().getStatus().getCode()).isEqualTo(Code.OK);
    }

    @Test
    void stream_partialsAndFlush_comeWhileItGrows() throws Exception {
        Conversation call = open().say(Conversation.START).send(pcm(1.2), 3_200);
        var partial = call.await(EventCase.PARTIAL).getPartial();
        assertThat(partial.getUtteranceId())
                .startsWith(call.await(EventCase.READY).getReady().getSessionId());
        assertThat(partial.getProbabilitiesMap()).hasSize(4);
        assertThat(partial.getAttention().getWeightsCount()).isPositive();
        call.say(StreamRequest.newBuilder().setFlush(Flush.getDefaultInstance()).build());
        assertThat(call.await(EventCase.UTTERANCE).getUtterance().getEndedBy())
                .isEqualTo(EndedBy.ENDED_BY_FLUSH);
        call.cancel();
    }

    @Test
    void stream_allOptions_reachTheAnswer() throws Exception {
        Start start =
                Conversation.START.toBuilder()
                        .setModel("fixture@1.0.0")
                        .addLabels("happy")
                        .addLabels("sad")
                        .setAttention(AttentionMode.ATTENTION_MODE_NONE)
                        .setMinConfidence(0.999_999)
                        .setEmbedding(true)
                        .setPartialEveryMs(0)
                        .setChannels(1)
                        .build();
        Conversation call = open().say(start).send(pcm(1), 8_000).finish();
        var judgement = call.await(EventCase.UTTERANCE).getUtterance().getResult().getJudgement();
        assertThat(judgement.getProbabilitiesMap()).containsOnlyKeys("happy", "sad");
        assertThat(judgement.hasAttention()).isFalse();
        assertThat(judgement.hasEmotion()).isFalse();
        assertThat(judgement.getEmbeddingCount()).isPositive();
        assertThat(call.all())
                .extracting(StreamResponse::getEventCase)
                .containsExactly(EventCase.READY, EventCase.UTTERANCE, EventCase.BYE);
    }

    private static Stream<Arguments> faults() {
        StreamRequest start = request(Conversation.START);
        StreamRequest finish =
                StreamRequest.newBuilder()
                        .setFinish(dev.undertone.grpc.v1.Finish.getDefaultInstance())
                        .build();
        return Stream.of(
                fault("out-of-order", Code.FAILED_PRECONDITION, audio(10)),
                fault("out-of-order", Code.FAILED_PRECONDITION, finish),
                fault("out-of-order", Code.FAILED_PRECONDITION, start, start),
                fault("invalid-message", Code.INVALID_ARGUMENT, StreamRequest.getDefaultInstance()),
                fault("empty-body", Code.INVALID_ARGUMENT, start, finish),
                fault("audio-too-large", Code.RESOURCE_EXHAUSTED, start, audio(64 * 1024 + 1)),
                fault(
                        "unsupported-sample-rate",
                        Code.INVALID_ARGUMENT,
                        request(Conversation.START.toBuilder().setSampleRateHz(1).build())),
                fault(
                        "format-change",
                        Code.FAILED_PRECONDITION,
                        start,
                        request(Conversation.START.toBuilder().setSampleRateHz(8_000).build())),
                fault(
                        "model-not-found",
                        Code.NOT_FOUND,
                        request(Conversation.START.toBuilder().setModel("nobody").build())));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void stream_thatCannotBe_endsByErrorByeAndStatus(
            String reason, Code code, List<StreamRequest> requests) throws Exception {
        Conversation call = open();
        requests.forEach(call::say);
        List<StreamResponse> events = call.all();
        var error = events.get(events.size() - 2).getError();
        assertThat(error.getFatal()).isTrue();
        assertThat(error.getProblem().getReason()).isEqualTo(reason);
        assertThat(events.get(events.size() - 1).getBye().getReason()).isEqualTo(reason);
        assertThat(call.end().getStatus().getCode()).isEqualTo(code);
        assertThat(GrpcFixture.problem(call.end())).isEqualTo(error.getProblem());
        service.counted.await("session " + reason);
    }

    private static Stream<Arguments> parameters() {
        Start.Builder start = Conversation.START.toBuilder();
        return Stream.of(
                Arguments.of("encoding", start.clone().clearEncoding().build()),
                Arguments.of("encoding", start.clone().setEncodingValue(99).build()),
                Arguments.of("sampleRateHz", start.clone().clearSampleRateHz().build()),
                Arguments.of("sampleRateHz", start.clone().setSampleRateHz(-8_000).build()),
                Arguments.of(
                        "sampleRateHz",
                        start.clone().setEncoding(Encoding.ENCODING_CONTAINER).build()),
                Arguments.of("channels", start.clone().setChannels(-1).build()),
                Arguments.of("labels", start.clone().addLabels("bored").build()),
                Arguments.of("labels", start.clone().addLabels("").build()),
                Arguments.of("attention", start.clone().setAttentionValue(7).build()),
                Arguments.of("minConfidence", start.clone().setMinConfidence(1.5).build()),
                Arguments.of("minConfidence", start.clone().setMinConfidence(Double.NaN).build()),
                Arguments.of("partialEveryMs", start.clone().setPartialEveryMs(99).build()));
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void start_withAFieldThatCannotBe_namesIt(String parameter, Start start) throws Exception {
        StatusRuntimeException end = open().say(start).end();
        assertThat(end.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(GrpcFixture.problem(end).getReason()).isEqualTo("invalid-parameter");
        assertThat(GrpcFixture.problem(end).getParameter()).isEqualTo(parameter);
    }

    @Test
    void message_overTwiceItsLimit_isCutByTheConnection() throws Exception {
        Conversation call = open().say(Conversation.START);
        call.await(EventCase.READY);
        call.say(audio(200_000));
        assertThat(call.end().getStatus().getCode()).isIn(Code.RESOURCE_EXHAUSTED, Code.CANCELLED);
        awaitNoSession();
    }

    @Test
    void words_inAFlood_areCut() throws Exception {
        Conversation call = open().say(Conversation.START);
        StreamRequest keepalive =
                StreamRequest.newBuilder().setKeepalive(Keepalive.getDefaultInstance()).build();
        for (int i = 0; i < 500; i++) {
            call.say(keepalive);
        }
        assertThat(call.end().getStatus().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(GrpcFixture.problem(call.end()).getReason()).isEqualTo("rate-limited");
    }

    @Test
    void sessions_beyondTheLimit_areUnavailableBeforeTheFirstMessage() throws Exception {
        List<Conversation> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Conversation call = open().say(Conversation.START);
            call.await(EventCase.READY);
            calls.add(call);
        }
        StatusRuntimeException end = open().end();
        assertThat(end.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(GrpcFixture.problem(end).getReason()).isEqualTo("session-limit");
        assertThat(GrpcFixture.retrySeconds(end)).isEqualTo(5);
        assertThat(service.counted.heard()).contains("call session-limit");
        calls.forEach(Conversation::cancel);
        awaitNoSession();
        assertThat(service.counted.heard()).filteredOn("session cancelled"::equals).hasSize(4);
    }

    @Test
    void connection_thatIsCut_countsAsCancelled() throws Exception {
        ManagedChannel channel = GrpcFixture.channel(service.server.port());
        Conversation.open(channel)
                .say(Conversation.START)
                .send(pcm(1), 8_000)
                .await(EventCase.READY);
        channel.shutdownNow();
        service.counted.await("session cancelled");
    }

    @Test
    void client_thatNeverReads_isCut() throws Exception {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", service.server.port())
                        .usePlaintext()
                        .flowControlWindow(4_096)
                        .build();
        try {
            Conversation call = Conversation.deaf(channel);
            call.say(Conversation.START.toBuilder().setPartialEveryMs(100).build());
            byte[] chunk = pcm(0.1);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!service.counted.hears("session slow-client", 5)
                    && System.nanoTime() < deadline) {
                if (call.isReady()) {
                    call.send(chunk, chunk.length);
                }
            }
            service.counted.await("session slow-client");
            // Reset, not left to wait for a reader of its last messages.
            while (service.server.openCalls() > 0 && System.nanoTime() < deadline) {
                Thread.yield();
            }
            assertThat(service.server.openCalls()).isZero();
        } finally {
            channel.shutdownNow();
        }
    }

    private static Conversation open() {
        return Conversation.open(service.channel);
    }

    private static void awaitNoSession() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (service.sessions.open() > 0 && System.nanoTime() < deadline) {
            Thread.yield();
        }
        assertThat(service.sessions.open()).isZero();
    }

    private static Recognition recognize(byte[] samples) throws Exception {
        return (Recognition)
                service.recognizer.recognize(
                        "r",
                        new ByteArrayInputStream(samples),
                        RecognitionOptions.DEFAULT.withRawFormat(
                                new RawFormat(RawFormat.Encoding.PCM_S16LE, 16_000, 1)));
    }

    private static Arguments fault(String reason, Code code, StreamRequest... requests) {
        return Arguments.of(reason, code, List.of(requests));
    }

    private static StreamRequest request(Start start) {
        return StreamRequest.newBuilder().setStart(start).build();
    }

    private static StreamRequest audio(int bytes) {
        return StreamRequest.newBuilder().setAudio(ByteString.copyFrom(new byte[bytes])).build();
    }

    private static byte[] pcm(double seconds) {
        return GrpcFixture.pcm(WavBytes.buzz(seconds, 1));
    }
}
