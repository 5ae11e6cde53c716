package dev.undertone.training.export;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A graph in the serving engine: one thread, plain arrays in and out. */
public final class ServedGraph implements AutoCloseable {

    private final ZooModel<NDList, NDList> model;
    private final Predictor<NDList, NDList> predictor;

    /** Loads a graph through DJL's OnnxRuntime engine. */
    public ServedGraph(Path file) throws Exception {
        model =
                Criteria.builder()
                        .setTypes(NDList.class, NDList.class)
                        .optEngine("OnnxRuntime")
                        .optModelPath(file)
                        .optTranslator(new NoopTranslator())
                        .optOption("intraOpNumThreads", "1")
                        .optOption("interOpNumThreads", "1")
                        .build()
                        .loadModel();
        predictor = model.newPredictor();
    }

    /** The outputs in the order of the graph, each flattened, for frames of the given shape. */
    public List<float[]> run(float[] features, Shape shape, long[] lengths)
            throws TranslateException {
        return run(manager -> frames(manager, features, shape, lengths));
    }

    /** The same for a graph that reads one vector per row. */
    public List<float[]> run(float[] functionals, Shape shape) throws TranslateException {
        return run(manager -> new NDList(manager.create(FloatBuffer.wrap(functionals), shape)));
    }

    /** The same for a graph that reads both. */
    public List<float[]> run(
            float[] features, Shape shape, long[] lengths, float[] functionals, Shape vectors)
            throws TranslateException {
        return run(
                manager ->
                        frames(manager, features, shape, lengths)
                                .addAll(
                                        new NDList(
                                                manager.create(
                                                        FloatBuffer.wrap(functionals), vectors))));
    }

    private static NDList frames(NDManager manager, float[] features, Shape shape, long[] lengths) {
        return new NDList(
                manager.create(FloatBuffer.wrap(features), shape),
                manager.create(LongBuffer.wrap(lengths), new Shape(lengths.length)));
    }

    private List<float[]> run(Function<NDManager, NDList> inputs) throws TranslateException {
        try (NDManager manager = model.getNDManager().newSubManager()) {
            List<float[]> outputs = new ArrayList<>();
            try (NDList answers = predictor.predict(inputs.apply(manager))) {
                answers.forEach(answer -> outputs.add(answer.toFloatArray()));
            }
            return outputs;
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }
}
