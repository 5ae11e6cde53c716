package dev.undertone.grpc;

import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RequestId;
import dev.undertone.recognition.RequestListener;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.util.Locale;
import java.util.Objects;

/** What every call passes before its first message: it is counted, named, and asked who it is. */
final class CallBorder implements ServerInterceptor {

    private static final Metadata.Key<String> REQUEST_ID = key("x-request-id");
    private static final Metadata.Key<String> AUTHORIZATION = key("authorization");

    private final CallGuard guard;
    private final RequestListener listener;
    private final OpenCalls open;

    CallBorder(CallGuard guard, RequestListener listener, OpenCalls open) {
        this.guard = guard;
        this.listener = listener;
        this.open = open;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        listener.received();
        String id = RequestId.accept(headers.get(REQUEST_ID));
        try {
            guard.check(headers.get(AUTHORIZATION), scope(call));
        } catch (RecognitionException e) {
            listener.refused(e.reason());
            StatusRuntimeException problem = ProblemStatus.of(e, id);
            call.close(
                    problem.getStatus(),
                    Objects.requireNonNullElseGet(problem.getTrailers(), Metadata::new));
            return new ServerCall.Listener<>() {};
        }
        open.add();
        Context context = Context.current();
        return new Counted<>(
                Contexts.interceptCall(
                        new Caller(id, () -> ResettableCalls.reset(context)).in(context),
                        new Named<>(call, id),
                        headers,
                        next));
    }

    /** What the keys and tokens of HTTP call it. */
    private static String scope(ServerCall<?, ?> call) {
        String method =
                Objects.requireNonNullElse(call.getMethodDescriptor().getBareMethodName(), "");
        return method.toLowerCase(Locale.ROOT).equals("stream") ? "stream" : "analyze";
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    /** Tells the caller the name of the call. */
    private static final class Named<Q, A> extends SimpleForwardingServerCall<Q, A> {

        private final String id;

        private Named(ServerCall<Q, A> call, String id) {
            super(call);
            this.id = id;
        }

        @Override
        public void sendHeaders(Metadata headers) {
            headers.put(REQUEST_ID, id);
            super.sendHeaders(headers);
        }
    }

    /** Counts the call until its last message has left, or its caller has. */
    private final class Counted<Q> extends SimpleForwardingServerCallListener<Q> {

        private Counted(ServerCall.Listener<Q> listener) {
            super(listener);
        }

        @Override
        public void onComplete() {
            open.remove();
            super.onComplete();
        }

        @Override
        public void onCancel() {
            open.remove();
            super.onCancel();
        }
    }
}
