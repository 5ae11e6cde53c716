package dev.undertone.training.export;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.undertone.training.network.NetworkConfiguration;
import dev.undertone.training.network.Recurrence;

/**
 * The way from frames to recurrent steps and back: padding to whole blocks of steps, blanking what
 * lies beyond a row's length, and averaging neighbouring frames where a step takes two.
 */
final class FrameSteps {

    private static final long FRAMES_AXIS = 1;

    private final OnnxGraph graph;
    private final NetworkConfiguration configuration;
    private final String features;
    private final String frames;
    private final String real;
    private final String lengths;
    private final String members;
    private final String count;

    /**
     * Adds the way in.
     *
     * @param features [B,T,F]
     * @param lengths int64 [B]
     */
    FrameSteps(
            OnnxGraph graph, NetworkConfiguration configuration, String features, String lengths) {
        this.graph = graph;
        this.configuration = configuration;
        frames = sizeOf(features);
        String padded = padded(features);
        String realFrames = before(padded, lengths);
        String everywhere = graph.apply("Unsqueeze", realFrames, graph.integers(2));
        String clean = graph.apply("Where", everywhere, padded, graph.number(0));
        if (configuration.framesPerStep() == 1) {
            this.features = clean;
            this.lengths = lengths;
            real = realFrames;
            members = "";
            count = "";
        } else {
            String pairs = graph.integers(0, -1, 2);
            members = graph.apply("Reshape", asFloats(realFrames), pairs);
            count = atLeastOne(graph.apply("ReduceSum", members, graph.integers(2)));
            this.features = average(clean);
            String next = graph.apply("Add", lengths, graph.integer(1));
            this.lengths = graph.apply("Div", next, graph.integer(2));
            real = before(this.features, this.lengths);
        }
    }

    /** The features of the steps, [B,S,F], zero in the padding; S is a multiple of the block. */
    String features() {
        return features;
    }

    /** The number of real steps of each row, int64 [B]. */
    String lengths() {
        return lengths;
    }

    /** True on real steps, boolean [B,S]. */
    String real() {
        return real;
    }

    /** Turns a weight per step [B,S] into one per frame [B,T]. */
    String perFrame(String attention) {
        String weights = attention;
        if (configuration.framesPerStep() > 1) {
            String each = graph.apply("Unsqueeze", attention, graph.integers(2));
            String shares = graph.apply("Mul", graph.apply("Div", each, count), members);
            weights = graph.apply("Reshape", shares, graph.integers(0, -1));
        }
        String axis = graph.integers(FRAMES_AXIS);
        return graph.apply("Slice", weights, graph.integers(0), frames, axis);
    }

    private String sizeOf(String array) {
        return graph.apply("Gather", graph.apply("Shape", array), graph.integers(FRAMES_AXIS));
    }

    private String padded(String array) {
        long block = (long) Recurrence.PERIOD * configuration.framesPerStep();
        String missing = graph.apply("Mod", graph.apply("Neg", frames), graph.integers(block));
        String pads =
                graph.operator("Concat", graph.integers(0, 0, 0, 0), missing, graph.integers(0))
                        .with("axis", 0)
                        .output();
        return graph.apply("Pad", array, pads);
    }

    private String before(String array, String ends) {
        String size = graph.apply("Squeeze", sizeOf(array), graph.integers(0));
        String places = graph.apply("Range", graph.integer(0), size, graph.integer(1));
        return graph.apply("Less", places, graph.apply("Unsqueeze", ends, graph.integers(1)));
    }

    private String average(String clean) {
        String pairs =
                graph.apply("Reshape", clean, graph.integers(0, -1, 2, configuration.features()));
        String sums =
                graph.operator("ReduceSum", pairs, graph.integers(2)).with("keepdims", 0).output();
        return graph.apply("Div", sums, count);
    }

    private String asFloats(String booleans) {
        return graph.operator("Cast", booleans)
                .with("to", TensorProto.DataType.FLOAT.getNumber())
                .output();
    }

    private String atLeastOne(String array) {
        return graph.apply("Max", array, graph.number(1));
    }
}
