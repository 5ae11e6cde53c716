package dev.undertone.recognition;

import org.jspecify.annotations.Nullable;

/** A request that is not answered, with its one reason. The detail is fit for the caller's eyes. */
public final class RecognitionException extends RuntimeException {

    private final Reason reason;
    private final String detail;
    private final @Nullable String parameter;

    public RecognitionException(Reason reason, String detail) {
        this(reason, detail, null);
    }

    public RecognitionException(Reason reason, String detail, @Nullable Throwable cause) {
        this(reason, detail, null, cause);
    }

    private RecognitionException(
            Reason reason, String detail, @Nullable String parameter, @Nullable Throwable cause) {
        super(reason.code() + ": " + detail, cause);
        this.reason = reason;
        this.detail = detail;
        this.parameter = parameter;
    }

    /**
     * A parameter that cannot be.
     *
     * @param parameter its name, as the caller knows it
     * @param detail what was expected
     */
    public static RecognitionException invalidParameter(String parameter, String detail) {
        return new RecognitionException(Reason.INVALID_PARAMETER, detail, parameter, null);
    }

    public Reason reason() {
        return reason;
    }

    public String detail() {
        return detail;
    }

    /** The parameter at fault, where the reason is {@link Reason#INVALID_PARAMETER} and one is. */
    public @Nullable String parameter() {
        return parameter;
    }
}
