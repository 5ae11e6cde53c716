package dev.undertone.recognition;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A request that is not answered, with its one reason. The detail is fit for the caller's eyes. */
public final class RecognitionException extends RuntimeException {

    private final Reason reason;
    private final String detail;
    private final @Nullable String parameter;
    private final OptionalInt retryAfterSeconds;

    public RecognitionException(Reason reason, String detail) {
        this(reason, detail, null);
    }

    public RecognitionException(Reason reason, String detail, @Nullable Throwable cause) {
        this(reason, detail, null, reason.retryAfterSeconds(), cause);
    }

    private RecognitionException(
            Reason reason,
            String detail,
            @Nullable String parameter,
            OptionalInt retryAfterSeconds,
            @Nullable Throwable cause) {
        // Where we turn somebody away no fault is looked for, and a stack costs more than the rest
        // of it.
        super(reason.code() + ": " + detail, cause, true, reason.isOurs());
        this.reason = reason;
        this.detail = detail;
        this.parameter = parameter;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /**
     * A parameter that cannot be.
     *
     * @param parameter its name, as the caller knows it
     * @param detail what was expected
     */
    public static RecognitionException invalidParameter(String parameter, String detail) {
        return new RecognitionException(
                Reason.INVALID_PARAMETER, detail, parameter, OptionalInt.empty(), null);
    }

    /**
     * A caller who has asked too often.
     *
     * @param detail what was expected
     * @param retryAfterSeconds whole seconds after which it may ask again
     */
    public static RecognitionException rateLimited(String detail, int retryAfterSeconds) {
        return new RecognitionException(
                Reason.RATE_LIMITED, detail, null, OptionalInt.of(retryAfterSeconds), null);
    }

    public Reason reason() {
        return reason;
    }

    public String detail() {
        return detail;
    }

    /** Whole seconds after which trying again makes sense; empty where it does not. */
    public OptionalInt retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** The parameter at fault, where the reason is {@link Reason#INVALID_PARAMETER} and one is. */
    public @Nullable String parameter() {
        return parameter;
    }
}
