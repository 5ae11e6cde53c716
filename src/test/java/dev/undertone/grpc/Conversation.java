package dev.undertone.grpc;

import com.google.protobuf.ByteString;
import dev.undertone.grpc.v1.EmotionsGrpc;
import dev.undertone.grpc.v1.Encoding;
import dev.undertone.grpc.v1.Finish;
import dev.undertone.grpc.v1.Start;
import dev.undertone.grpc.v1.StreamRequest;
import dev.undertone.grpc.v1.StreamResponse;
import dev.undertone.grpc.v1.StreamResponse.EventCase;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One call of Stream as a client makes it, which keeps what it is told. */
final class Conversation implements ClientResponseObserver<StreamRequest, StreamResponse> {

    static final Start START =
            Start.newBuilder()
                    .setEncoding(Encoding.ENCODING_PCM_S16LE)
                    .setSampleRateHz(16_000)
                    .setVad(false)
                    .build();

    private static final long PATIENCE_SECONDS = 30;

    private final boolean reads;
    private final List<StreamResponse> events = new ArrayList<>();
    private final CompletableFuture<StatusRuntimeException> ended = new CompletableFuture<>();
    private final StreamObserver<StreamRequest> requests;
    private ClientCallStreamObserver<StreamRequest> call;

    private Conversation(Channel channel, boolean reads) {
        this.reads = reads;
        this.requests = EmotionsGrpc.newStub(channel).stream(this);
    }

    static Conversation open(Channel channel) {
        return new Conversation(channel, true);
    }

    /** A client that reads nothing. */
    static Conversation deaf(Channel channel) {
        return new Conversation(channel, false);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<StreamRequest> stream) {
        call = stream;
        if (!reads) {
            stream.disableAutoRequestWithInitial(0);
        }
    }

    Conversation say(Start start) {
        return say(StreamRequest.newBuilder().setStart(start).build());
    }

    Conversation say(StreamRequest request) {
        requests.onNext(request);
        return this;
    }

    Conversation send(byte[] audio, int chunkBytes) {
        for (int taken = 0; taken < audio.length; taken += chunkBytes) {
            int count = Math.min(chunkBytes, audio.length - taken);
            say(
                    StreamRequest.newBuilder()
                            .setAudio(ByteString.copyFrom(audio, taken, count))
                            .build());
        }
        return this;
    }

    Conversation finish() {
        return say(StreamRequest.newBuilder().setFinish(Finish.getDefaultInstance()).build());
    }

    /** Says no more, without finish. */
    Conversation halfClose() {
        requests.onCompleted();
        return this;
    }

    void cancel() {
        call.cancel("gone", null);
    }

    /** Whether the connection takes more at once. */
    boolean isReady() {
        return call.isReady();
    }

    /** The first event of a kind, once it is there. */
    synchronized StreamResponse await(EventCase kind) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            for (StreamResponse event : events) {
                if (event.getEventCase() == kind) {
                    return event;
                }
            }
            wait(1_000);
        }
        throw new AssertionError("expected %s but got %s".formatted(kind, events));
    }

    /** All events, once the call is over. */
    List<StreamResponse> all() throws Exception {
        ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        synchronized (this) {
            return List.copyOf(events);
        }
    }

    /** How the call ended. */
    StatusRuntimeException end() throws Exception {
        return ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public synchronized void onNext(StreamResponse event) {
        events.add(event);
        notifyAll();
    }

    @Override
    public void onError(Throwable failure) {
        ended.complete(Objects.requireNonNull((StatusRuntimeException) failure));
    }

    @Override
    public void onCompleted() {
        ended.complete(Status.OK.asRuntimeException());
    }
}
