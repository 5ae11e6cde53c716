package dev.undertone.training.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.undertone.training.network.EmotionNetwork;
import dev.undertone.training.network.FeedForwardNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the serving graph of a system.
 *
 * <p>Inputs, what the system reads of them: {@code features} float32 [B,T,F] with {@code lengths}
 * int64 [B], each length in 1..T; {@code functionals} float32 [B,D], z-normalised. T = 0 has no
 * meaning and is refused by ONNX Runtime. Outputs: {@code logits} [B,K]; {@code attention} [B,T],
 * where there are frames; {@code embedding} [B,E]. Padding may hold anything, NaN included. The
 * branches for speaker and gender are left out. The same parameters give the same bytes, and each
 * parameter is an initializer under its own name.
 */
public final class OnnxExporter {

    private static final int OPSET = 17;
    private static final int IR_VERSION = 8;
    private static final String BATCH = "batch";

    private final OnnxGraph graph = new OnnxGraph("undertone");

    private OnnxExporter() {}

    /**
     * Writes the graph of a network of frames, replacing the file where there is one.
     *
     * @throws IOException if the file cannot be written
     */
    public static void export(EmotionNetwork network, Path file) throws IOException {
        Files.write(file, new OnnxExporter().model(network).toByteArray());
    }

    /** The bytes that {@link #export(EmotionNetwork, Path)} writes. */
    public static byte[] bytes(EmotionNetwork network) {
        return new OnnxExporter().model(network).toByteArray();
    }

    /**
     * Writes the graph of a network of vectors, replacing the file where there is one.
     *
     * @throws IOException if the file cannot be written
     */
    public static void export(FeedForwardNetwork network, Path file) throws IOException {
        export(DenseLayers.of(network), file);
    }

    /**
     * Writes the graph of a feed-forward or linear system, replacing the file where there is one.
     *
     * @throws IOException if the file cannot be written
     */
    public static void export(DenseLayers layers, Path file) throws IOException {
        Files.write(file, new OnnxExporter().model(layers).toByteArray());
    }

    /**
     * Writes the graph of several systems, replacing the file where there is one.
     *
     * @throws IllegalArgumentException if none of them reads frames
     * @throws IOException if the file cannot be written
     */
    public static void export(Fusion fusion, Path file) throws IOException {
        Files.write(file, new OnnxExporter().model(fusion).toByteArray());
    }

    private ModelProto model(EmotionNetwork network) {
        String features = features(network.configuration().features());
        RecurrentNodes.Answer answer = RecurrentNodes.add(graph, network, "", features, lengths());
        return model(
                answer, network.configuration().emotions(), network.configuration().embedding());
    }

    private ModelProto model(DenseLayers layers) {
        DenseLayers.Answer answer = layers.addTo(graph, "", functionals(layers.inputs()));
        graph.outputAs("logits", answer.logits(), BATCH, layers.outputs());
        graph.outputAs("embedding", answer.embedding(), BATCH, layers.embedding());
        return model();
    }

    private ModelProto model(Fusion fusion) {
        String features = features(fusion.features());
        String lengths = lengths();
        String functionals = fusion.functionals() > 0 ? functionals(fusion.functionals()) : "";
        return model(
                fusion.addTo(graph, features, lengths, functionals),
                fusion.classes(),
                fusion.embedding());
    }

    private String features(int width) {
        return graph.input("features", TensorProto.DataType.FLOAT, BATCH, "frames", width);
    }

    private String lengths() {
        return graph.input("lengths", TensorProto.DataType.INT64, BATCH);
    }

    private String functionals(int length) {
        return graph.input("functionals", TensorProto.DataType.FLOAT, BATCH, length);
    }

    private ModelProto model(RecurrentNodes.Answer answer, int classes, int embedding) {
        graph.outputAs("logits", answer.logits(), BATCH, classes);
        graph.outputAs("attention", answer.attention(), BATCH, "frames");
        graph.outputAs("embedding", answer.embedding(), BATCH, embedding);
        return model();
    }

    private ModelProto model() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("undertone")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph.build())
                .build();
    }
}
