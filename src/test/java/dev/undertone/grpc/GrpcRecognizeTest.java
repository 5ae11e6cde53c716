package dev.undertone.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.undertone.audio.ChannelMode;
import dev.undertone.grpc.v1.EmotionsGrpc;
import dev.undertone.grpc.v1.Encoding;
import dev.undertone.grpc.v1.RawFormat;
import dev.undertone.grpc.v1.RecognizeOptions;
import dev.undertone.grpc.v1.RecognizeRequest;
import dev.undertone.grpc.v1.RecognizeResponse;
import dev.undertone.recognition.Answer;
import dev.undertone.recognition.ChannelRecognitions;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.Recognition;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RecognitionOptions;
import dev.undertone.testing.WavBytes;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
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

/** {@code Recognize} over a real port, behind a guard that lets in the bearers of one key. */
class GrpcRecognizeTest {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> REQUEST_ID =
            Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);

    private static GrpcFixture service;

    @BeforeAll
    static void serve(@TempDir Path folder) throws Exception {
        service = new GrpcFixture(folder, GrpcRecognizeTest::check, false);
    }

    private static CompletionStage<CallPass> check(CallGuard.Question question) {
        String authorization = question.authorization();
        RecognitionException refusal = null;
        if (authorization == null) {
            refusal = new RecognitionException(Reason.UNAUTHORIZED, "expected a key");
        } else if (authorization.equals("Bearer often")) {
            refusal = RecognitionException.rateLimited("expected fewer calls", 17);
        } else if (!authorization.equals("Bearer " + question.scope())) {
            refusal = new RecognitionException(Reason.FORBIDDEN, "expected another key");
        }
        return refusal == null
                ? CompletableFuture.completedFuture(CallPass.NAMELESS)
                : CompletableFuture.failedFuture(refusal);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void forget() {
        service.counted.clear();
    }

    @Test
    void recognize_randomChunks_hasTheBitsOfTheRecording() throws Exception {
        byte[] wav = WavBytes.pcm16(44_100, 1, WavBytes.buzz(1.3, 1));
        var answer = call("id-1", chunks(wav, new Random(1))).getRecognition();
        Recognition whole = (Recognition) recognize(wav, RecognitionOptions.DEFAULT);
        assertThat(answer.getId()).isEqualTo("id-1");
        assertThat(answer.getJudgement()).isEqualTo(AnswerMessages.of(whole).getJudgement());
        assertThat(answer.getAudio().getContainer()).isEqualTo("wav");
        assertThat(answer.getAudio()).isEqualTo(AnswerMessages.of(whole).getAudio());
        assertThat(answer.getProcessing().getInferenceMs()).isPositive();
        assertThat(service.counted.heard()).containsExactly("call received", "call completed");
    }

    @Test
    void recognize_eachChannelOfSamples_hasOneAnswerPerChannel() throws Exception {
        byte[] samples = GrpcFixture.pcm(WavBytes.buzz(1, 2));
        RecognizeOptions options =
                RecognizeOptions.newBuilder()
                        .setChannel(dev.undertone.grpc.v1.ChannelMode.CHANNEL_MODE_EACH)
                        .setRawFormat(
                                RawFormat.newBuilder()
                                        .setEncoding(Encoding.ENCODING_PCM_S16LE)
                                        .setSampleRateHz(8_000)
                                        .setChannels(2))
                        .build();
        RecognizeResponse answer =
                call("id-2", List.of(options(options), audio(samples, 0, samples.length)));
        ChannelRecognitions whole =
                (ChannelRecognitions) recognize(samples, CallerOptions.of(options));
        assertThat(CallerOptions.of(options).channelMode()).isEqualTo(ChannelMode.EACH);
        assertThat(answer.getChannels().getChannelsCount()).isEqualTo(2);
        assertThat(answer.getChannels().getChannels(1).getJudgement())
                .isEqualTo(AnswerMessages.of(whole).getChannels().getChannels(1).getJudgement());
    }

    private static Stream<Arguments> faults() {
        RecognizeRequest none = options(RecognizeOptions.getDefaultInstance());
        byte[] wav = WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5, 1));
        byte[] large = new byte[60_000];
        return Stream.of(
                Arguments.of(Reason.MISSING_AUDIO, List.of()),
                Arguments.of(Reason.EMPTY_BODY, List.of(none)),
                Arguments.of(Reason.OUT_OF_ORDER, List.of(audio(wav, 0, 100))),
                Arguments.of(Reason.OUT_OF_ORDER, List.of(none, none)),
                Arguments.of(
                        Reason.INVALID_MESSAGE, List.of(RecognizeRequest.getDefaultInstance())),
                Arguments.of(Reason.UNSUPPORTED_AUDIO, List.of(none, audio(large, 0, 5_000))),
                Arguments.of(
                        Reason.MALFORMED_AUDIO, List.of(none, audio(wav, 0, wav.length - 4_000))),
                Arguments.of(
                        Reason.AUDIO_TOO_LARGE,
                        List.of(
                                none,
                                audio(large, 0, 60_000),
                                audio(large, 0, 60_000),
                                audio(large, 0, 60_000),
                                audio(large, 0, 60_000),
                                audio(large, 0, 60_000),
                                audio(large, 0, 1))),
                Arguments.of(
                        Reason.MODEL_NOT_FOUND,
                        List.of(options(RecognizeOptions.newBuilder().setModel("x").build()))),
                Arguments.of(
                        Reason.INVALID_PARAMETER,
                        List.of(
                                options(
                                        RecognizeOptions.newBuilder()
                                                .setMinConfidence(-1)
                                                .build()))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void recognize_whatCannotBe_isItsProblem(Reason reason, List<RecognizeRequest> requests)
            throws Exception {
        StatusRuntimeException e = refusal("analyze", "id-3", requests);
        assertThat(e.getStatus().getCode()).isEqualTo(ProblemStatus.code(reason));
        var problem = GrpcFixture.problem(e);
        assertThat(problem.getReason()).isEqualTo(reason.code());
        assertThat(problem.getRequestId()).isEqualTo("id-3");
        assertThat(e.getStatus().getDescription())
                .isEqualTo(reason.code() + ": " + problem.getDetail());
        assertThat(service.counted.heard())
                .containsExactly("call received", "call " + reason.code());
    }

    @Test
    void recognize_thatNeverEnds_isATimeout() throws Exception {
        Pending answer = new Pending();
        StreamObserver<RecognizeRequest> requests = stub("analyze", "id-4").recognize(answer);
        requests.onNext(options(RecognizeOptions.getDefaultInstance()));
        assertThat(GrpcFixture.problem(answer.refusal()).getReason()).isEqualTo("request-timeout");
    }

    @Test
    void recognize_beyondAllThatIsHeld_isOverloadedAndGivenBack() throws Exception {
        List<RecognizeRequest> most = new ArrayList<>();
        most.add(options(RecognizeOptions.getDefaultInstance()));
        for (int i = 0; i < 5; i++) {
            most.add(audio(new byte[60_000], 0, 60_000));
        }
        Pending first = new Pending();
        StreamObserver<RecognizeRequest> requests = stub("analyze", "id-5").recognize(first);
        most.forEach(requests::onNext);
        Pending second = new Pending();
        StreamObserver<RecognizeRequest> more = stub("analyze", "id-6").recognize(second);
        most.forEach(more::onNext);
        // Whichever comes second; the other is late after all, since it never ends.
        List<String> reasons =
                List.of(
                        GrpcFixture.problem(first.refusal()).getReason(),
                        GrpcFixture.problem(second.refusal()).getReason());
        assertThat(reasons).containsExactlyInAnyOrder("overloaded", "request-timeout");
        byte[] wav = WavBytes.pcm16(16_000, 1, WavBytes.buzz(9, 1));
        assertThat(call("id-7", chunks(wav, new Random(2))).hasRecognition()).isTrue();
    }

    @Test
    void recognize_cancelled_isCounted() throws Exception {
        Pending answer = new Pending();
        var context = io.grpc.Context.current().withCancellation();
        context.run(
                () ->
                        stub("analyze", "id-8")
                                .recognize(answer)
                                .onNext(options(RecognizeOptions.getDefaultInstance())));
        service.counted.await("call received");
        context.cancel(null);
        service.counted.await("call cancelled");
        assertThat(answer.refusal().getStatus().getCode()).isEqualTo(Code.CANCELLED);
    }

    @Test
    void guard_withoutTheRightKey_refusesBeforeTheFirstMessage() throws Exception {
        RecognizeRequest none = options(RecognizeOptions.getDefaultInstance());
        assertThat(refusal("stream", "id-9", List.of(none)).getStatus().getCode())
                .isEqualTo(Code.PERMISSION_DENIED);
        assertThat(service.counted.heard()).containsExactly("call received", "call forbidden");
        StatusRuntimeException often = refusal("often", "id-10", List.of(none));
        assertThat(often.getStatus().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(GrpcFixture.retrySeconds(often)).isEqualTo(17);
        StatusRuntimeException e = Conversation.open(service.channel).end();
        assertThat(e.getStatus().getCode()).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(GrpcFixture.problem(e).getReason()).isEqualTo("unauthorized");
    }

    private static RecognizeResponse call(String id, List<RecognizeRequest> requests)
            throws Exception {
        Pending answer = new Pending();
        StreamObserver<RecognizeRequest> observer = stub("analyze", id).recognize(answer);
        requests.forEach(observer::onNext);
        observer.onCompleted();
        return answer.get();
    }

    private static StatusRuntimeException refusal(
            String key, String id, List<RecognizeRequest> requests) throws Exception {
        Pending answer = new Pending();
        StreamObserver<RecognizeRequest> observer = stub(key, id).recognize(answer);
        requests.forEach(observer::onNext);
        observer.onCompleted();
        return answer.refusal();
    }

    private static EmotionsGrpc.EmotionsStub stub(String key, String id) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + key);
        headers.put(REQUEST_ID, id);
        return EmotionsGrpc.newStub(
                ClientInterceptors.intercept(
                        service.channel, MetadataUtils.newAttachHeadersInterceptor(headers)));
    }

    private static Answer recognize(byte[] bytes, RecognitionOptions options) throws Exception {
        return service.recognizer.recognize("r", new ByteArrayInputStream(bytes), options);
    }

    private static List<RecognizeRequest> chunks(byte[] bytes, Random random) {
        List<RecognizeRequest> requests = new ArrayList<>();
        requests.add(options(RecognizeOptions.getDefaultInstance()));
        for (int taken = 0; taken < bytes.length; ) {
            int count = Math.min(bytes.length - taken, 1 + random.nextInt(30_000));
            requests.add(audio(bytes, taken, count));
            taken += count;
        }
        return requests;
    }

    private static RecognizeRequest options(RecognizeOptions options) {
        return RecognizeRequest.newBuilder().setOptions(options).build();
    }

    private static RecognizeRequest audio(byte[] bytes, int offset, int count) {
        return RecognizeRequest.newBuilder()
                .setAudio(ByteString.copyFrom(Arrays.copyOfRange(bytes, offset, offset + count)))
                .build();
    }

    /** The one answer of a call. */
    private static final class Pending implements StreamObserver<RecognizeResponse> {

        private final CompletableFuture<RecognizeResponse> answer = new CompletableFuture<>();

        RecognizeResponse get() throws Exception {
            return answer.get(30, TimeUnit.SECONDS);
        }

        StatusRuntimeException refusal() {
            ExecutionException e =
                    catchThrowableOfType(
                            ExecutionException.class, () -> answer.get(30, TimeUnit.SECONDS));
            return (StatusRuntimeException) e.getCause();
        }

        @Override
        public void onNext(RecognizeResponse response) {
            answer.complete(response);
        }

        @Override
        public void onError(Throwable failure) {
            answer.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            answer.completeExceptionally(Status.INTERNAL.asRuntimeException());
        }
    }
}
