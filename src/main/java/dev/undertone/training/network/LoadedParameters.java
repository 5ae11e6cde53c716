package dev.undertone.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;

/**
 * Moves values that DJL has just loaded to the engine's own memory.
 *
 * <p>DJL leaves loaded values in buffers of Java, whose alignment is not the engine's, and the last
 * bits of a product depend on it. They are moved, so that a resumed training goes on with the very
 * results of one that was never interrupted.
 */
final class LoadedParameters {

    private LoadedParameters() {}

    static void moveToEngine(Block block, NDManager manager) {
        for (Parameter parameter : block.getParameters().values()) {
            NDArray moved = parameter.getArray().duplicate();
            Initializer initializer = parameter.getInitializer();
            parameter.close();
            parameter.setInitializer((owner, shape, type) -> moved);
            parameter.initialize(manager, moved.getDataType());
            parameter.setInitializer(initializer);
        }
    }
}
