package dev.undertone.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;

/**
 * Lets the server reset a call. It has no other way to end one whose caller does not read: a status would wait behind the
 * messages. gRPC resets a call by itself where a deadline passes, and asks the call's context whether that is the reason;
 * so each gets a context around its own that can say so.
 */
final class ResettableCalls extends ServerStreamTracer.Factory {

    private static final Context.Key<Context.CancellableContext> CALL = Context.key("call");

    @Override
    public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        return new ServerStreamTracer() {
            @Override
            public Context filterContext(Context context) {
                Context.CancellableContext call = context.withCancellation();
                return call.withValue(CALL, call);
            }
        };
    }

    /** Ends the call of a context at once: what waits for its caller is dropped, and he sees CANCELLED. */
    static void reset(Context context) {
        Context.CancellableContext call = CALL.get(context);
        if (call == null) {
            throw new IllegalStateException("expected the context of a call of this server");
        }
        call.cancel(Status.DEADLINE_EXCEEDED.asRuntimeException());
    }
}
