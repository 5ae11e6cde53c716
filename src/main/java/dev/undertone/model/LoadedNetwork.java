package dev.undertone.model;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.feature.functional.FunctionalLayout;
import dev.undertone.feature.functional.UtteranceVector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A network in the engine's memory with a bounded pool of predictors. It owns native memory: close it. Any thread may
 * ask; at most as many as there are predictors are answered at a time, the others wait.
 */
final class LoadedNetwork implements AutoCloseable {

    /** One thread per inference: parallel requests use the cores (DESIGN: 1 is fastest per core). */
    private static final Map<String, String> OPTIONS =
            Map.of("interOpNumThreads", "1", "intraOpNumThreads", "1");

    /** Lengths of the warm-up: a frame alone, an odd few, and four seconds. */
    private static final int[] WARM_UP_FRAMES = {1, 7, 400};

    private final String reference;
    private final ModelLayout layout;
    private final Model network;
    private final BlockingQueue<Predictor<List<ModelInput>, List<EmotionScores>>> predictors;

    private LoadedNetwork(VerifiedModel verified, Model network, int predictors) {
        this.reference = verified.manifest().reference();
        this.layout = verified.layout();
        this.network = network;
        this.predictors = new ArrayBlockingQueue<>(predictors);
        for (int i = 0; i < predictors; i++) {
            this.predictors.add(
                    network.newPredictor(
                            new EmotionTranslator(verified.manifest(), verified.statistics())));
        }
    }

    /**
     * Loads a verified model from the bytes that were verified, checks it against the contract of inputs and outputs,
     * and runs it until it is warm.
     *
     * @param predictors size of the pool, positive
     * @throws ModelException of {@link ModelException.Fault#LOAD_FAILED} or {@link
     *     ModelException.Fault#CONTRACT_MISMATCH}
     */
    static LoadedNetwork load(VerifiedModel verified, int predictors) {
        LoadedNetwork loaded = new LoadedNetwork(verified, network(verified), predictors);
        try {
            loaded.requireInputs();
            loaded.warmUp();
            return loaded;
        } catch (RuntimeException e) {
            loaded.close();
            throw e;
        }
    }

    /**
     * Runs the network once on some utterances.
     *
     * @param inputs of the model's layout, at least one
     * @return one for each, in their order
     * @throws ModelException of {@link ModelException.Fault#INFERENCE_FAILED} or {@link
     *     ModelException.Fault#OUTPUT_INVALID}
     */
    List<EmotionScores> score(List<ModelInput> inputs) {
        Predictor<List<ModelInput>, List<EmotionScores>> predictor = take();
        try {
            return predictor.predict(inputs);
        } catch (TranslateException | RuntimeException e) {
            throw failure(e);
        } finally {
            predictors.add(predictor);
        }
    }

    /** Frees the pool and the network. No inference may be running. */
    @Override
    public void close() {
        predictors.forEach(Predictor::close);
        network.close();
    }

    private static Model network(VerifiedModel verified) {
        Model network =
                Model.newInstance(verified.manifest().name(), Device.cpu(), EngineSettings.ENGINE);
        try {
            network.load(new ByteArrayInputStream(verified.graph()), OPTIONS);
            return network;
        } catch (IOException | MalformedModelException | RuntimeException e) {
            network.close();
            throw new ModelException(
                    ModelException.Fault.LOAD_FAILED,
                    "model %s: the engine does not take %s"
                            .formatted(
                                    verified.manifest().reference(), verified.manifest().graph()),
                    e);
        }
    }

    private void requireInputs() {
        Set<String> inputs = new HashSet<>(network.getBlock().describeInput().keys());
        Set<String> expected = EmotionTranslator.inputs(layout);
        if (!inputs.equals(expected)) {
            throw new ModelException(
                    ModelException.Fault.CONTRACT_MISMATCH,
                    "model %s: expected inputs %s but got %s"
                            .formatted(reference, expected, inputs));
        }
    }

    private void warmUp() {
        for (int frames : WARM_UP_FRAMES) {
            try {
                score(List.of(ramp(frames)));
            } catch (ModelException e) {
                ModelException.Fault fault =
                        e.fault() == ModelException.Fault.OUTPUT_INVALID
                                ? e.fault()
                                : ModelException.Fault.CONTRACT_MISMATCH;
                throw new ModelException(
                        fault, "model %s: %s".formatted(reference, e.getMessage()), e);
            }
        }
    }

    /** A signal that is not constant in time or column. */
    private ModelInput ramp(int frames) {
        FeatureLayout columns = layout.frames();
        FunctionalLayout vector = layout.functionals();
        return new ModelInput(
                columns == null
                        ? null
                        : new FeatureMatrix(
                                columns, ramp(frames, columns.columns()), new float[frames]),
                vector == null ? null : new UtteranceVector(vector, ramp(1, vector.columns())));
    }

    private static float[] ramp(int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i * 0.37);
        }
        return values;
    }

    private Predictor<List<ModelInput>, List<EmotionScores>> take() {
        try {
            return predictors.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException(
                    ModelException.Fault.INFERENCE_FAILED, "interrupted while waiting", e);
        }
    }

    /** DJL wraps what a translator throws; ours is dug out, anything else is the engine's. */
    private static ModelException failure(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ModelException known) {
                return known;
            }
        }
        return new ModelException(
                ModelException.Fault.INFERENCE_FAILED, "the engine failed on an input", e);
    }
}
