package dev.undertone.recognition;

import com.fasterxml.jackson.annotation.JsonValue;

/** The vector before the classifier, pooled over the frames where the model reads any. The array is shared: read only. */
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
