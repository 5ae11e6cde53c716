package dev.undertone.grpc;

import dev.undertone.recognition.Failures;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.RequestId;
import dev.undertone.recognition.RequestListener;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every call passes before its first message: it is counted, named, and asked who it is. */
final class CallBorder implements ServerInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(CallBorder.class);

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
        open.add();
        String id = RequestId.accept(headers.get(REQUEST_ID));
        Context context = Context.current();
        WaitingCall<Q> waiting = new WaitingCall<>();
        Counted<Q> counted = new Counted<>(waiting);
        CallGuard.Question question =
                new CallGuard.Question(headers.get(AUTHORIZATION), scope(call), address(call));
        Consumer<CallPass> begin =
                pass -> {
                    counted.pass(pass);
                    Caller caller = new Caller(id, pass, () -> ResettableCalls.reset(context));
                    ServerCall<Q, A> named = new Named<>(call, id);
                    waiting.begin(
                            () -> Contexts.interceptCall(caller.in(context), named, headers, next));
                };
        var unused =
                guard.admit(question)
                        .thenAccept(begin)
                        .exceptionally(
                                failure -> {
                                    refuse(call, id, problem(failure));
                                    waiting.end();
                                    return null;
                                });
        return counted;
    }

    private void refuse(ServerCall<?, ?> call, String id, RecognitionException e) {
        if (e.reason().isOurs()) {
            LOG.error("{}: {}: {}", id, e.reason().code(), e.detail(), e);
        }
        listener.refused(e.reason());
        StatusRuntimeException problem = ProblemStatus.of(e, id);
        call.close(
                problem.getStatus(),
                Objects.requireNonNullElseGet(problem.getTrailers(), Metadata::new));
    }

    private static RecognitionException problem(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException
                        ? Objects.requireNonNull(failure.getCause())
                        : failure;
        return Failures.unforeseen(
                cause instanceof RuntimeException known ? known : new RuntimeException(cause));
    }

    private static String address(ServerCall<?, ?> call) {
        return call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)
                        instanceof InetSocketAddress peer
                ? peer.getAddress().getHostAddress()
                : "";
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

        // Guarded by this.
        private @Nullable CallPass pass;
        private boolean over;

        private Counted(ServerCall.Listener<Q> listener) {
            super(listener);
        }

        /** The call has been let in, perhaps after its end. */
        private synchronized void pass(CallPass given) {
            pass = given;
            if (over) {
                given.left();
            }
        }

        private synchronized void leave() {
            open.remove();
            over = true;
            if (pass != null) {
                pass.left();
            }
        }

        @Override
        public void onComplete() {
            leave();
            super.onComplete();
        }

        @Override
        public void onCancel() {
            leave();
            super.onCancel();
        }
    }
}
