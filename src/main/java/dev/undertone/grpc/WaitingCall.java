package dev.undertone.grpc;

import io.grpc.ServerCall;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call of which it is not known yet whether it may begin. What happens to it meanwhile is told once it has begun; that is
 * little, since nothing of its messages is asked for before.
 */
final class WaitingCall<Q> extends ServerCall.Listener<Q> {

    // Guarded by this.
    private final Queue<Consumer<ServerCall.Listener<Q>>> missed = new ArrayDeque<>();
    private ServerCall.@Nullable Listener<Q> listener;

    /** Begins, and tells whoever listens what it has missed. */
    synchronized void begin(Supplier<ServerCall.Listener<Q>> start) {
        ServerCall.Listener<Q> begun = start.get();
        listener = begun;
        missed.forEach(event -> event.accept(begun));
        missed.clear();
    }

    /** Begins nothing: nobody listens. */
    void end() {
        begin(() -> new ServerCall.Listener<>() {});
    }

    @Override
    public void onMessage(Q message) {
        tell(told -> told.onMessage(message));
    }

    @Override
    public void onHalfClose() {
        tell(ServerCall.Listener::onHalfClose);
    }

    @Override
    public void onCancel() {
        tell(ServerCall.Listener::onCancel);
    }

    @Override
    public void onComplete() {
        tell(ServerCall.Listener::onComplete);
    }

    @Override
    public void onReady() {
        tell(ServerCall.Listener::onReady);
    }

    private synchronized void tell(Consumer<ServerCall.Listener<Q>> event) {
        if (listener == null) {
            missed.add(event);
        } else {
            event.accept(listener);
        }
    }
}
