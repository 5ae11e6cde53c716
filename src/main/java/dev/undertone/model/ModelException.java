package dev.undertone.model;

import org.jspecify.annotations.Nullable;

/** A model that cannot be found, loaded or trusted, with the one fault that says why. One clear line, no stack needed. */
public final class ModelException extends RuntimeException {

    /** What is wrong with a model. */
    public enum Fault {
        /** No model is loaded yet. */
        UNAVAILABLE,
        /** No model of that name or version. */
        NOT_FOUND,
        /** The manifest is missing, no JSON, or a field of it cannot be. */
        MANIFEST_INVALID,
        /** A file is missing or its bytes are not those that the manifest vouches for. */
        CHECKSUM_MISMATCH,
        /** The manifest asks for features that this code does not compute. */
        UNSUPPORTED_LAYOUT,
        /** The training statistics are no JSON of their form, or not those of the model's layout. */
        STATISTICS_INVALID,
        /** The engine cannot be started or does not take the graph. */
        LOAD_FAILED,
        /** The graph has other inputs, outputs or sizes than the contract. */
        CONTRACT_MISMATCH,
        /** The engine failed on an input. */
        INFERENCE_FAILED,
        /** The engine answered with numbers that no model of sound weights gives. */
        OUTPUT_INVALID
    }

    private final Fault fault;

    public ModelException(Fault fault, String message) {
        this(fault, message, null);
    }

    public ModelException(Fault fault, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
