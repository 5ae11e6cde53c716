package dev.undertone.model;

/** Hears what becomes of models. Called on the thread that it happens on, which waits. */
public interface ModelListener {

    /** Hears nothing. */
    ModelListener NONE = new ModelListener() {};

    /** A model answers from now on. */
    default void onAnswering(ModelManifest model, ComputeDevice device) {}

    /** A model answers no new request; those that have it keep it to their end. */
    default void onRetired(ModelManifest model) {}

    /** The models of a name are those of the folder, whether anything changed or not. */
    default void onReloaded(String name) {}

    /**
     * The models of a name stay as they are, because those in the folder cannot be taken up.
     *
     * @param name of the models
     * @param why with one line for the operator
     */
    default void onReloadFailure(String name, ModelException why) {}

    /** The CPU is used though a GPU was preferred. */
    default void onMissingGpu(ModelException why) {}

    /** The engine will not answer again in this process: its device or the memory is lost. */
    default void onBrokenEngine(Throwable why) {}
}
