package dev.undertone.grpc;

import io.grpc.Context;

/**
 * What is known of a call beside its messages.
 *
 * @param requestId names it
 * @param pass with which it was let in
 * @param cut ends it at once, for one who does not read: what waits for him is dropped
 */
record Caller(String requestId, CallPass pass, Runnable cut) {

    private static final Context.Key<Caller> KEY = Context.key("caller");

    /** The caller of the call that begins on this thread. */
    static Caller current() {
        Caller caller = KEY.get();
        if (caller == null) {
            throw new IllegalStateException("expected a call that has passed the border");
        }
        return caller;
    }

    Context in(Context context) {
        return context.withValue(KEY, this);
    }
}
