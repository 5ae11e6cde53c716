package dev.undertone.model;

import ai.djl.Device;

/** What a network is run on. */
public enum ComputeDevice {
    CPU,
    /** The first GPU of the machine, by ONNX Runtime's CUDA provider. */
    CUDA;

    /** As DJL calls it. */
    Device djl() {
        return this == CPU ? Device.cpu() : Device.gpu();
    }
}
