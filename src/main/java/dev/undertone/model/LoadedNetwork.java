package dev.undertone.model;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.feature.functional.FunctionalLayout;
import dev.undertone.feature.functional.UtteranceVector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
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
final class LoadedNetwork implements Network {

    /** One thread per inference: parallel requests use the cores (DESIGN: 1 is fastest per core). */
    private static final Map<String, String> OPTIONS =
            Map.of("interOpNumThreads", "1", "intraOpNumThreads", "1");

    /**
     * Where a graph may find weights that it leaves to other files: nowhere, since no manifest vouches for them. By itself
     * the engine would take those below the working directory.
     */
    private static final String WEIGHTS_FOLDER =
            "session.model_external_initializers_file_folder_path";

    private static final String NOWHERE = "/dev/null";

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
    static LoadedNetwork load(VerifiedModel verified, int predictors, ComputeDevice device) {
        LoadedNetwork loaded = new LoadedNetwork(verified, network(verified, device), predictors);
        try {
            loaded.requireInputs();
            loaded.warmUp();
            return loaded;
        } catch (RuntimeException e) {
            loaded.close();
            throw e;
        }
    }

    @Override
    public List<EmotionScores> score(List<ModelInput> inputs) {
        Predictor<List<ModelInput>, List<EmotionScores>> predictor = take();
        try {
            return predictor.predict(inputs);
        } catch (TranslateException | RuntimeException e) {
            throw EngineFailure.of(e);
        } finally {
            predictors.add(predictor);
        }
    }

    @Override
    public void close() {
        predictors.forEach(Predictor::close);
        network.close();
    }

    private static Model network(VerifiedModel verified, ComputeDevice device) {
        Model network =
                Model.newInstance(verified.manifest().name(), device.djl(), EngineSettings.ENGINE);
        try (SessionOptions session = new SessionOptions()) {
            session.addConfigEntry(WEIGHTS_FOLDER, NOWHERE);
            Map<String, Object> options = new HashMap<>(OPTIONS);
            options.put("sessionOptions", session);
            network.load(new ByteArrayInputStream(verified.graph()), options);
            return network;
        } catch (IOException | OrtException | MalformedModelException | RuntimeException e) {
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
                        e.fault() == ModelException.Fault.INFERENCE_FAILED
                                ? ModelException.Fault.CONTRACT_MISMATCH
                                : e.fault();
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
}
