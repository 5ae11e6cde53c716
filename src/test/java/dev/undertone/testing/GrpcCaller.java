package dev.undertone.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.undertone.grpc.v1.EmotionsGrpc;
import dev.undertone.grpc.v1.Encoding;
import dev.undertone.grpc.v1.Problem;
import dev.undertone.grpc.v1.RecognizeOptions;
import dev.undertone.grpc.v1.RecognizeRequest;
import dev.undertone.grpc.v1.RecognizeResponse;
import dev.undertone.grpc.v1.Start;
import dev.undertone.grpc.v1.StreamRequest;
import dev.undertone.grpc.v1.StreamResponse;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** One who calls over gRPC and waits for the end of each call. */
public final class GrpcCaller {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final long PATIENCE_SECONDS = 30;

    private final EmotionsGrpc.EmotionsStub stub;

    /** One who shows nothing. */
    public GrpcCaller(Channel channel) {
        this.stub = EmotionsGrpc.newStub(channel);
    }

    /** One who shows credentials. */
    public GrpcCaller(Channel channel, String authorization) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, authorization);
        this.stub =
                EmotionsGrpc.newStub(
                        ClientInterceptors.intercept(
                                channel, MetadataUtils.newAttachHeadersInterceptor(headers)));
    }

    /**
     * Sends a recording.
     *
     * @throws StatusRuntimeException if it is not answered
     */
    public RecognizeResponse recognize(byte[] recording) {
        return ended(
                        stub::recognize,
                        List.of(
                                RecognizeRequest.newBuilder()
                                        .setOptions(RecognizeOptions.getDefaultInstance())
                                        .build(),
                                RecognizeRequest.newBuilder()
                                        .setAudio(ByteString.copyFrom(recording))
                                        .build()))
                .get(0);
    }

    /**
     * Streams samples (16 bits, 16 kHz) as one utterance.
     *
     * @throws StatusRuntimeException if the stream does not end well
     */
    public List<StreamResponse> stream(byte[] samples) {
        return ended(
                stub::stream,
                List.of(
                        StreamRequest.newBuilder()
                                .setStart(
                                        Start.newBuilder()
                                                .setEncoding(Encoding.ENCODING_PCM_S16LE)
                                                .setSampleRateHz(16_000)
                                                .setVad(false))
                                .build(),
                        StreamRequest.newBuilder().setAudio(ByteString.copyFrom(samples)).build()));
    }

    /** The problem in the details of a status. */
    public static Problem problem(StatusRuntimeException e) {
        try {
            return StatusProto.fromThrowable(e).getDetails(0).unpack(Problem.class);
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static <Q, A> List<A> ended(
            Function<StreamObserver<A>, StreamObserver<Q>> call, List<Q> requests) {
        Answers<A> answers = new Answers<>();
        StreamObserver<Q> observer = call.apply(answers);
        requests.forEach(observer::onNext);
        observer.onCompleted();
        try {
            return answers.ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (StatusRuntimeException) e.getCause();
        } catch (TimeoutException e) {
            throw new AssertionError("expected an end of the call", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static final class Answers<A> implements StreamObserver<A> {

        private final List<A> all = new ArrayList<>();
        private final CompletableFuture<List<A>> ended = new CompletableFuture<>();

        @Override
        public void onNext(A answer) {
            all.add(answer);
        }

        @Override
        public void onError(Throwable failure) {
            ended.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            ended.complete(all);
        }
    }
}
