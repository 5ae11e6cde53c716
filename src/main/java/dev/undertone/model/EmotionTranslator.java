package dev.undertone.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import dev.undertone.feature.FeatureMatrix;
import java.util.List;

/**
 * One utterance as the graph's inputs {@code features} [1, T, columns] and {@code lengths} [1], and its outputs {@code
 * logits} [1, K], {@code attention} [1, T], {@code embedding} [1, D] as scores. The arrays live in the context's
 * manager, which the predictor closes.
 */
final class EmotionTranslator implements NoBatchifyTranslator<FeatureMatrix, EmotionScores> {

    static final String FEATURES = "features";
    static final String LENGTHS = "lengths";
    static final String LOGITS = "logits";
    static final String ATTENTION = "attention";
    static final String EMBEDDING = "embedding";

    private final List<String> labels;
    private final double temperature;

    EmotionTranslator(ModelManifest manifest) {
        this.labels = manifest.labels();
        this.temperature = manifest.temperature();
    }

    @Override
    public NDList processInput(TranslatorContext context, FeatureMatrix normalized) {
        NDManager manager = context.getNDManager();
        int frames = normalized.frames();
        NDArray features =
                manager.create(
                        normalized.values(), new Shape(1, frames, normalized.layout().columns()));
        features.setName(FEATURES);
        NDArray lengths = manager.create(new long[] {frames}, new Shape(1));
        lengths.setName(LENGTHS);
        context.setAttachment(FEATURES, frames);
        return new NDList(features, lengths);
    }

    @Override
    public EmotionScores processOutput(TranslatorContext context, NDList outputs) {
        int frames = (Integer) context.getAttachment(FEATURES);
        float[] logits = output(outputs, LOGITS, labels.size());
        float[] attention = output(outputs, ATTENTION, frames);
        float[] embedding = output(outputs, EMBEDDING, -1);
        return new EmotionScores(labels, logits, temperature, attention, embedding);
    }

    /** The values of a [1, size] output; any size where -1 is given. */
    private static float[] output(NDList outputs, String name, long size) {
        NDArray output = outputs.get(name);
        if (output == null) {
            throw mismatch("no output %s".formatted(name));
        }
        Shape shape = output.getShape();
        boolean fits =
                output.getDataType() == DataType.FLOAT32
                        && shape.dimension() == 2
                        && shape.get(0) == 1
                        && (size == -1 || shape.get(1) == size);
        if (!fits) {
            throw mismatch(
                    "expected %s float32 (1, %s) but got %s %s"
                            .formatted(name, size == -1 ? "D" : size, output.getDataType(), shape));
        }
        return output.toFloatArray();
    }

    private static ModelException mismatch(String message) {
        return new ModelException(ModelException.Fault.CONTRACT_MISMATCH, message);
    }
}
