package dev.undertone.model;

import java.util.Map;

/**
 * What the engine reads from system properties, set before its first class is loaded; a value given by the operator
 * stays. No download, no call home, one thread per inference (parallel requests use the cores), and no second engine
 * for array arithmetic where one happens to be on the class path.
 */
final class EngineSettings {

    /** DJL's name of the engine. */
    static final String ENGINE = "OnnxRuntime";

    private static final Map<String, String> PROPERTIES =
            Map.of(
                    "ai.djl.offline", "true",
                    "OPT_OUT_TRACKING", "true",
                    "ai.djl.onnx.disable_alternative", "true",
                    "ai.djl.onnxruntime.num_threads", "1",
                    "ai.djl.onnxruntime.num_interop_threads", "1");

    private EngineSettings() {}

    static void apply() {
        PROPERTIES.forEach(
                (key, value) -> {
                    if (System.getProperty(key) == null) {
                        System.setProperty(key, value);
                    }
                });
    }
}
