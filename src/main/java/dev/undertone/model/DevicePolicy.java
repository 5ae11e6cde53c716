package dev.undertone.model;

/** What the operator wants networks to be run on. One answer for all models of a process. */
public enum DevicePolicy {
    /** Never a GPU, even where there is one. */
    CPU,
    /** A GPU where one can be used, else the CPU. */
    PREFER,
    /** A GPU, or the service does not start. */
    REQUIRE;

    /** Runs a model on a GPU. */
    @FunctionalInterface
    interface Trial {
        void run();
    }

    /**
     * Finds out what to use by using it: a provider may be there without its libraries, these without a driver, and that
     * without a device.
     *
     * @param trial fails where a GPU cannot be used, for whatever reason; not run for {@link #CPU}
     * @param listener hears of a GPU that was preferred and cannot be used
     * @throws ModelException of {@link ModelException.Fault#NO_DEVICE} if one is required and cannot be used
     */
    ComputeDevice choose(Trial trial, ModelListener listener) {
        if (this == CPU) {
            return ComputeDevice.CPU;
        }
        try {
            trial.run();
            return ComputeDevice.CUDA;
        } catch (RuntimeException | LinkageError e) {
            ModelException none =
                    new ModelException(
                            ModelException.Fault.NO_DEVICE,
                            "no GPU can be used: " + rootMessage(e),
                            e);
            if (this == REQUIRE) {
                throw none;
            }
            listener.onMissingGpu(none);
            return ComputeDevice.CPU;
        }
    }

    /** What the engine itself said, on one line. */
    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
