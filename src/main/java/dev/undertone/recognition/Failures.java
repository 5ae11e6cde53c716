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

    /** For models that stay as they are, in words for an operator whose log says more. */
    static RecognitionException ofReload(ModelException e) {
        boolean isBefore =
                e.fault() == ModelException.Fault.NOT_FOUND
                        || e.fault() == ModelException.Fault.UNAVAILABLE;
        return isBefore
                ? of(e)
                : new RecognitionException(
                        Reason.MODEL_UNAVAILABLE,
                        "nothing was reloaded and the present models go on: " + trouble(e.fault()),
                        e);
    }

    private static String trouble(ModelException.Fault fault) {
        return switch (fault) {
            case MANIFEST_INVALID -> "a manifest is missing, no JSON, or not that of its folders";
            case CHECKSUM_MISMATCH ->
                    "a file is missing or has another checksum than is vouched for";
            case UNSUPPORTED_LAYOUT ->
                    "a manifest asks for features that this version does not compute";
            case STATISTICS_INVALID -> "training statistics are not those of the model";
            case LOAD_FAILED -> "the engine does not take a graph";
            case CONTRACT_MISMATCH -> "a graph has other inputs or outputs than its manifest says";
            case VERSION_CHANGED -> "a version has other contents than before";
            case VANISHED -> "what answers lies in the folder no more";
            case OUTPUT_INVALID -> "a model gave no sound answer to a test";
            default -> "the log says why";
        };
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
            case OUT_OF_MEMORY -> Reason.OVERLOADED;
            case UNAVAILABLE,
                    MANIFEST_INVALID,
                    CHECKSUM_MISMATCH,
                    UNSUPPORTED_LAYOUT,
                    STATISTICS_INVALID,
                    LOAD_FAILED,
                    CONTRACT_MISMATCH,
                    VERSION_CHANGED,
                    VANISHED,
                    NO_DEVICE,
                    DEVICE_LOST ->
                    Reason.MODEL_UNAVAILABLE;
        };
    }
}
