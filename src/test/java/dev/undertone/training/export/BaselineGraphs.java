package dev.undertone.training.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.undertone.training.network.NetworkConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** What a benchmark compares the exported graphs with; inputs and outputs are those of the model. */
public final class BaselineGraphs {

    private BaselineGraphs() {}

    /**
     * The arithmetic floor: as many multiply-adds per step as the network has, in one large product
     * and nothing else.
     *
     * <p>Per step and with D = 256, H = 128: 36 D dense, 2 (D + H) 4H recurrence, 2 x 2H attention and
     * pooling.
     */
    public static void floor(NetworkConfiguration configuration, Path file) throws IOException {
        int dense = configuration.dense();
        long cell = configuration.cell();
        long products =
                (long) configuration.features() * dense + 8 * cell * (dense + cell) + 4 * cell;
        long columns = products / dense;
        OnnxGraph graph = new OnnxGraph("floor");
        String features =
                graph.input("features", TensorProto.DataType.FLOAT, "batch", "frames", dense);
        graph.input("lengths", TensorProto.DataType.INT64, "batch");
        float[] weights = new float[Math.toIntExact(dense * columns)];
        Random random = new Random(1);
        for (int k = 0; k < weights.length; k++) {
            weights[k] = (float) random.nextGaussian();
        }
        String product = graph.apply("MatMul", features, graph.floats(weights, dense, columns));
        graph.outputAs("product", product, "batch", "frames", columns);
        write(graph, file);
    }

    private static void write(OnnxGraph graph, Path file) throws IOException {
        ModelProto model =
                ModelProto.newBuilder()
                        .setIrVersion(8)
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                        .setGraph(graph.build())
                        .build();
        Files.write(file, model.toByteArray());
    }
}
