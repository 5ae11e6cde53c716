package dev.undertone.recognition;

import com.fasterxml.jackson.annotation.JsonValue;

/** The pooled vector before the classifier. The array is shared: read only. */
public final class Embedding {

    private final float[] values;

    Embedding(float[] values) {
        this.values = values;
    }

    /** Not a copy: read only. */
    @JsonValue
    public float[] values() {
        return values;
    }
}
