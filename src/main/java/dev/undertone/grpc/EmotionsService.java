package dev.undertone.grpc;

import dev.undertone.grpc.v1.EmotionsGrpc;
import dev.undertone.grpc.v1.RecognizeRequest;
import dev.undertone.grpc.v1.RecognizeResponse;
import dev.undertone.grpc.v1.StreamRequest;
import dev.undertone.grpc.v1.StreamResponse;
import dev.undertone.live.LiveSessions;
import dev.undertone.recognition.RecognitionException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** The service of {@code undertone.proto}. A stream is let in, or not, before its first message is asked for. */
final class EmotionsService extends EmotionsGrpc.EmotionsImplBase {

    private final Recognizing recognizing;
    private final LiveSessions sessions;

    EmotionsService(Recognizing recognizing, LiveSessions sessions) {
        this.recognizing = recognizing;
        this.sessions = sessions;
    }

    @Override
    public StreamObserver<RecognizeRequest> recognize(StreamObserver<RecognizeResponse> answer) {
        return new RecognizeCall(
                recognizing,
                (ServerCallStreamObserver<RecognizeResponse>) answer,
                Caller.current());
    }

    /** Counted as the handshake of a WebSocket is: what becomes of the session is counted by its own meters. */
    @Override
    public StreamObserver<StreamRequest> stream(StreamObserver<StreamResponse> events) {
        var call = (ServerCallStreamObserver<StreamResponse>) events;
        Caller caller = Caller.current();
        call.disableAutoRequest();
        try {
            StreamCall stream =
                    StreamCall.open(
                            call,
                            caller,
                            sessions.reserve(),
                            sessions.limits().messageBytes(),
                            recognizing.clock());
            recognizing.listener().completed();
            return stream;
        } catch (RecognitionException e) {
            recognizing.listener().refused(e.reason());
            call.onError(ProblemStatus.of(e, caller.requestId()));
            return new Unheard();
        }
    }

    /** What comes after a refusal. */
    private static final class Unheard implements StreamObserver<StreamRequest> {

        @Override
        public void onNext(StreamRequest message) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }
}
