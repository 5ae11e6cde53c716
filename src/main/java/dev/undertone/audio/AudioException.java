package dev.undertone.audio;

/** Audio that cannot be taken, with the one fault that says why. The message is fit for the caller's eyes. */
public final class AudioException extends RuntimeException {

    /** Why audio was refused. */
    public enum Fault {
        /** Not a single byte. */
        EMPTY,
        /** More bytes than the limit. */
        TOO_LARGE,
        /** No known container or codec. */
        UNSUPPORTED,
        /** Recognised, but truncated or inconsistent. */
        MALFORMED,
        /** Shorter than one frame. */
        TOO_SHORT,
        /** The header declares more than the longest duration. */
        TOO_LONG,
        /** Grew beyond the longest duration while it was decoded. */
        DECODED_TOO_LARGE,
        /** More channels than the limit. */
        TOO_MANY_CHANNELS,
        /** A rate outside the limits. */
        UNSUPPORTED_SAMPLE_RATE,
        /** NaN or infinite samples. */
        NON_FINITE_SAMPLES
    }

    private final Fault fault;

    public AudioException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
