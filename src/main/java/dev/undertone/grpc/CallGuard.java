package dev.undertone.grpc;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Decides who may call. Asked once per call, before its first message, on a thread of the network: must not block. */
@FunctionalInterface
public interface CallGuard {

    /** Lets everybody in. */
    CallGuard OPEN = question -> CompletableFuture.completedFuture(CallPass.NAMELESS);

    /**
     * What is known of a call that would come in.
     *
     * @param authorization the metadata {@code authorization}, such as {@code Bearer KEY}; null where there is none
     * @param scope what the call needs: {@code analyze} for Recognize, {@code stream} for Stream
     * @param address of the other end of the connection, as text; empty where that is no address of a network
     */
    record Question(@Nullable String authorization, String scope, String address) {}

    /**
     * Says whether the call may go on, now or later.
     *
     * @return what it takes along, or a failure by {@link RecognitionException}, such as {@link Reason#UNAUTHORIZED},
     *     {@link Reason#FORBIDDEN} or {@link Reason#RATE_LIMITED}
     */
    CompletionStage<CallPass> admit(Question question);
}
