package dev.undertone.recognition;

import dev.undertone.audio.AudioException;
import dev.undertone.model.ModelException;
import java.util.Objects;

/** Turns what a station throws into one reason. Details of our own faults stay in the log. */
public final class Failures {

    private Failures() {}

    /** The problem of audio that cannot be taken. */
    public static RecognitionException of(AudioException e) {
        return new RecognitionException(reason(e.fault()), message(e), e);
    }

    /** The problem of a model that does not answer. */
    public static RecognitionException of(ModelException e) {
        Reason reason = reason(e.fault());
        String detail =
                reason == Reason.MODEL_NOT_FOUND
                        ? "GET /v1/models lists those there are"
                        : reason.title();
        return new RecognitionException(reason, detail, e);
    }

    /** For what no station foresaw. */
    public static RecognitionException unforeseen(RuntimeException e) {
        return e instanceof RecognitionException known
                ? known
                : new RecognitionException(
                        Reason.INTERNAL, "the fault is logged under the request's id", e);
    }

    private static String message(AudioException e) {
        return Objects.requireNonNullElse(e.getMessage(), "");
    }

    static Reason reason(AudioException.Fault fault) {
        return switch (fault) {
            case EMPTY -> Reason.EMPTY_BODY;
            case TOO_LARGE -> Reason.AUDIO_TOO_LARGE;
            case UNSUPPORTED -> Reason.UNSUPPORTED_AUDIO;
            case MALFORMED -> Reason.MALFORMED_AUDIO;
            case TOO_SHORT -> Reason.AUDIO_TOO_SHORT;
            case TOO_LONG -> Reason.AUDIO_TOO_LONG;
            case DECODED_TOO_LARGE -> Reason.DECODED_TOO_LARGE;
            case TOO_MANY_CHANNELS -> Reason.TOO_MANY_CHANNELS;
            case UNSUPPORTED_SAMPLE_RATE -> Reason.UNSUPPORTED_SAMPLE_RATE;
            case NON_FINITE_SAMPLES -> Reason.NON_FINITE_SAMPLES;
        };
    }

    static Reason reason(ModelException.Fault fault) {
        return switch (fault) {
            case NOT_FOUND -> Reason.MODEL_NOT_FOUND;
            case INFERENCE_FAILED -> Reason.INFERENCE_FAILED;
            case OUTPUT_INVALID -> Reason.MODEL_OUTPUT_INVALID;
            case UNAVAILABLE,
                    MANIFEST_INVALID,
                    CHECKSUM_MISMATCH,
                    UNSUPPORTED_LAYOUT,
                    STATISTICS_INVALID,
                    LOAD_FAILED,
                    CONTRACT_MISMATCH ->
                    Reason.MODEL_UNAVAILABLE;
        };
    }
}
