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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Utterances as the graph's inputs, what the model reads of them: {@code features} [B, T, columns] with {@code lengths}
 * [B], T being the longest and zeros behind the others, {@code functionals} [B, D] normalised by the training statistics;
 * and the graph's outputs as scores: {@code logits} [B, K], {@code attention} [B, T] where there are frames, {@code
 * embedding} [B, E]. The arrays live in the context's manager, which the predictor closes.
 */
final class EmotionTranslator
        implements NoBatchifyTranslator<List<ModelInput>, List<EmotionScores>> {

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
    public NDList processInput(TranslatorContext context, List<ModelInput> inputs) {
        NDManager manager = context.getNDManager();
        NDList arrays = new NDList();
        int[] lengths = inputs.stream().mapToInt(EmotionTranslator::frames).toArray();
        context.setAttachment(LENGTHS, lengths);
        FeatureMatrix first = inputs.get(0).frames();
        if (first != null) {
            int columns = first.layout().columns();
            int longest = Arrays.stream(lengths).max().orElseThrow();
            Shape shape = new Shape(inputs.size(), longest, columns);
            add(arrays, FEATURES, manager.create(padded(inputs, longest * columns), shape));
            long[] counts = Arrays.stream(lengths).asLongStream().toArray();
            add(arrays, LENGTHS, manager.create(counts, new Shape(inputs.size())));
        }
        if (statistics != null) {
            float[][] vectors = new float[inputs.size()][];
            for (int b = 0; b < vectors.length; b++) {
                vectors[b] = statistics.normalize(functionals(inputs.get(b))).values();
            }
            add(arrays, FUNCTIONALS, manager.create(vectors));
        }
        return arrays;
    }

    /** The frames of all utterances one after the other, each filled up to the same number of values. */
    private static float[] padded(List<ModelInput> inputs, int values) {
        FeatureMatrix only = inputs.get(0).frames();
        if (inputs.size() == 1 && only != null) {
            return only.values();
        }
        float[] padded = new float[Math.multiplyExact(inputs.size(), values)];
        for (int b = 0; b < inputs.size(); b++) {
            float[] own = Objects.requireNonNull(inputs.get(b).frames()).values();
            System.arraycopy(own, 0, padded, b * values, own.length);
        }
        return padded;
    }

    private static int frames(ModelInput input) {
        return input.frames() == null ? 0 : input.frames().frames();
    }

    private static UtteranceVector functionals(ModelInput input) {
        return Objects.requireNonNull(input.functionals());
    }

    private static void add(NDList arrays, String name, NDArray array) {
        array.setName(name);
        arrays.add(array);
    }

    @Override
    public List<EmotionScores> processOutput(TranslatorContext context, NDList outputs) {
        int[] lengths = (int[]) context.getAttachment(LENGTHS);
        boolean hasFrames = lengths[0] > 0;
        int expected = hasFrames ? 3 : 2;
        if (outputs.size() != expected) {
            throw mismatch("expected %d outputs but got %d".formatted(expected, outputs.size()));
        }
        int longest = Arrays.stream(lengths).max().orElseThrow();
        float[][] logits = rows(outputs, LOGITS, lengths.length, labels.size());
        float[][] embeddings = rows(outputs, EMBEDDING, lengths.length, -1);
        float[][] weights =
                hasFrames ? rows(outputs, ATTENTION, lengths.length, longest) : new float[0][];
        List<EmotionScores> scores = new ArrayList<>();
        for (int b = 0; b < lengths.length; b++) {
            float[] attention = hasFrames ? Arrays.copyOf(weights[b], lengths[b]) : null;
            scores.add(new EmotionScores(labels, logits[b], temperature, attention, embeddings[b]));
        }
        return scores;
    }

    /** The rows of a [count, size] output; any size where -1 is given. */
    private static float[][] rows(NDList outputs, String name, int count, long size) {
        NDArray output = outputs.get(name);
        if (output == null) {
            throw mismatch("no output %s".formatted(name));
        }
        Shape shape = output.getShape();
        boolean fits =
                output.getDataType() == DataType.FLOAT32
                        && shape.dimension() == 2
                        && shape.get(0) == count
                        && (size == -1 || shape.get(1) == size);
        if (!fits) {
            throw mismatch(
                    "expected %s float32 (%d, %s) but got %s %s"
                            .formatted(
                                    name,
                                    count,
                                    size == -1 ? "D" : size,
                                    output.getDataType(),
                                    shape));
        }
        float[] values = output.toFloatArray();
        int width = values.length / count;
        float[][] rows = new float[count][];
        for (int b = 0; b < count; b++) {
            rows[b] = Arrays.copyOfRange(values, b * width, (b + 1) * width);
        }
        return rows;
    }

    private static ModelException mismatch(String message) {
        return new ModelException(ModelException.Fault.CONTRACT_MISMATCH, message);
    }
}
