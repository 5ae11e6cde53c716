package dev.undertone.model;

import java.util.List;

/** A network in an engine's memory, which it owns: close it. Any thread may ask. */
interface Network extends AutoCloseable {

    /** Brings a verified model into memory, checks it against the contract and warms it. */
    @FunctionalInterface
    interface Loader {

        /**
         * Loads a model from the bytes that were verified.
         *
         * @param predictors inferences at a time, positive
         * @throws ModelException of {@link ModelException.Fault#LOAD_FAILED} or {@link
         *     ModelException.Fault#CONTRACT_MISMATCH}
         */
        Network load(VerifiedModel verified, int predictors, ComputeDevice device);
    }

    /**
     * Runs the network once on some utterances.
     *
     * @param inputs of the model's layout, at least one
     * @return one for each, in their order
     * @throws ModelException of {@link ModelException.Fault#INFERENCE_FAILED}, {@link
     *     ModelException.Fault#OUTPUT_INVALID}, {@link ModelException.Fault#OUT_OF_MEMORY} or {@link
     *     ModelException.Fault#DEVICE_LOST}
     */
    List<EmotionScores> score(List<ModelInput> inputs);

    /** Frees the network. No inference may be running. */
    @Override
    void close();
}
