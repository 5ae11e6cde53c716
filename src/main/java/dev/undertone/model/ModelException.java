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
        /** A version in the folder has other contents than the one of that number that answers. */
        VERSION_CHANGED,
        /** What answers lies in the folder no more, and nothing that could take its place. */
        VANISHED,
        /** A GPU is required and cannot be used. */
        NO_DEVICE,
        /** The engine failed on an input. */
        INFERENCE_FAILED,
        /** The engine's device has too little memory for the input just now. */
        OUT_OF_MEMORY,
        /** The engine's device is gone: nothing will be answered in this process any more. */
        DEVICE_LOST,
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
