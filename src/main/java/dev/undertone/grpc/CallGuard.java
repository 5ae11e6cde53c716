package dev.undertone.grpc;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import org.jspecify.annotations.Nullable;

/** Decides who may call. Asked once per call, before its first message, on a thread of the network: must not block. */
@FunctionalInterface
public interface CallGuard {

    /** Lets everybody in. */
    CallGuard OPEN = (authorization, scope) -> {};

    /**
     * Returns where the call may go on.
     *
     * @param authorization the metadata {@code authorization}, such as {@code Bearer KEY}; null where there is none
     * @param scope what the call needs: {@code analyze} for Recognize, {@code stream} for Stream
     * @throws RecognitionException of {@link Reason#UNAUTHORIZED} or {@link Reason#FORBIDDEN}
     */
    void check(@Nullable String authorization, String scope);
}
