package dev.undertone.training.network;

import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.XavierInitializer;

/** The dense layer of all places of the network: y = x W^T + b, weights as Xavier, b = 0. */
final class DenseLayer {

    private DenseLayer() {}

    static Linear of(int units) {
        Linear layer = Linear.builder().setUnits(units).build();
        // uniform in +-sqrt(6 / (in + out)), Glorot and Bengio (2010), Eq. (16)
        layer.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
        return layer;
    }
}
