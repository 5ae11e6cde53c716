package dev.undertone.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.feature.functional.UtteranceVector;
import dev.undertone.normalization.TrainingStatistics;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One utterance as the graph's inputs, what the model reads of them: {@code features} [1, T, columns] with {@code
 * lengths} [1], {@code functionals} [1, D] normalised by the training statistics; and the graph's outputs as scores:
 * {@code logits} [1, K], {@code attention} [1, T] where there are frames, {@code embedding} [1, E]. The arrays live in
 * the context's manager, which the predictor closes.
 */
final class EmotionTranslator implements NoBatchifyTranslator<ModelInput, EmotionScores> {

    private static final String FEATURES = "features";
    private static final String LENGTHS = "lengths";
    private static final String FUNCTIONALS = "functionals";
    private static final String LOGITS = "logits";
    private static final String ATTENTION = "attention";
    private static final String EMBEDDING = "embedding";

    private final List<String> labels;
    private final double temperature;
    private final @Nullable TrainingStatistics statistics;

    EmotionTranslator(ModelManifest manifest, @Nullable TrainingStatistics statistics) {
        this.labels = manifest.labels();
        this.temperature = manifest.temperature();
        this.statistics = statistics;
    }

    /** The inputs that the graph of a layout must have. */
    static Set<String> inputs(ModelLayout layout) {
        Set<String> names = new TreeSet<>();
        if (layout.frames() != null) {
            names.addAll(List.of(FEATURES, LENGTHS));
        }
        if (layout.functionals() != null) {
            names.add(FUNCTIONALS);
        }
        return names;
    }

    @Override
    public NDList processInput(TranslatorContext context, ModelInput input) {
        NDManager manager = context.getNDManager();
        NDList arrays = new NDList();
        FeatureMatrix frames = input.frames();
        if (frames != null) {
            Shape shape = new Shape(1, frames.frames(), frames.layout().columns());
            add(arrays, FEATURES, manager.create(frames.values(), shape));
            add(arrays, LENGTHS, manager.create(new long[] {frames.frames()}, new Shape(1)));
            context.setAttachment(FEATURES, frames.frames());
        }
        UtteranceVector functionals = input.functionals();
        if (functionals != null && statistics != null) {
            float[] values = statistics.normalize(functionals).values();
            add(arrays, FUNCTIONALS, manager.create(values, new Shape(1, values.length)));
        }
        return arrays;
    }

    private static void add(NDList arrays, String name, NDArray array) {
        array.setName(name);
        arrays.add(array);
    }

    @Override
    public EmotionScores processOutput(TranslatorContext context, NDList outputs) {
        Integer frames = (Integer) context.getAttachment(FEATURES);
        int expected = frames == null ? 2 : 3;
        if (outputs.size() != expected) {
            throw mismatch("expected %d outputs but got %d".formatted(expected, outputs.size()));
        }
        return new EmotionScores(
                labels,
                output(outputs, LOGITS, labels.size()),
                temperature,
                frames == null ? null : output(outputs, ATTENTION, frames),
                output(outputs, EMBEDDING, -1));
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
