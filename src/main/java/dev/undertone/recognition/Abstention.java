package dev.undertone.recognition;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an answer names no emotion. */
public enum Abstention {
    /** No frame is voiced. */
    NO_SPEECH,
    /** The most probable label is below the caller's threshold. */
    LOW_CONFIDENCE;

    /** The word on the wire: {@code no-speech}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
