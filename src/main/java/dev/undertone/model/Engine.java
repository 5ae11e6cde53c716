package dev.undertone.model;

/**
 * How networks come into memory, the same way for all models of a process.
 *
 * @param loader of one network
 * @param device that they are run on
 * @param predictors inferences at a time per model, positive
 * @param listener hears where the engine breaks
 */
record Engine(Network.Loader loader, ComputeDevice device, int predictors, ModelListener listener) {

    Network load(VerifiedModel verified) {
        return loader.load(verified, predictors, device);
    }
}
