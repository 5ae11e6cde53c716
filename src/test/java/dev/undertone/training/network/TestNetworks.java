package dev.undertone.training.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.Random;

/** Networks with seeded values everywhere, and batches of utterances for them. */
public final class TestNetworks {

    private TestNetworks() {}

    /** A manager of the training engine on the CPU. */
    public static NDManager manager() {
        return NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }

    /** A network whose every parameter, the zero-born vectors too, is drawn from N(0, scale^2). */
    public static EmotionNetwork random(
            NDManager manager,
            NetworkConfiguration configuration,
            DataType type,
            double scale,
            long seed) {
        EmotionNetwork network = new EmotionNetwork(configuration);
        draw(network, type, scale, seed);
        network.initialize(manager, type);
        return network;
    }

    /** The same for a network of vectors. */
    public static FeedForwardNetwork random(
            NDManager manager,
            FeedForwardConfiguration configuration,
            DataType type,
            double scale,
            long seed) {
        FeedForwardNetwork network = new FeedForwardNetwork(configuration);
        draw(network, type, scale, seed);
        network.initialize(manager, type);
        return network;
    }

    private static void draw(Block network, DataType type, double scale, long seed) {
        Random random = new Random(seed);
        network.setInitializer(
                (owner, shape, ignored) -> {
                    double[] values = new double[Math.toIntExact(shape.size())];
                    Arrays.setAll(values, k -> scale * random.nextGaussian());
                    try (NDArray exact = owner.create(values, shape)) {
                        return ownedCopy(exact, type);
                    }
                },
                parameter -> true);
    }

    /** Frames of one utterance, N(0, 1). */
    public static double[][] utterance(int frames, int features, Random random) {
        double[][] rows = new double[frames][features];
        for (double[] row : rows) {
            Arrays.setAll(row, k -> random.nextGaussian());
        }
        return rows;
    }

    /** Utterances side by side, {@code padding} in every place beyond a row's length. */
    public static NDList batch(
            NDManager manager, double[][][] utterances, DataType type, double padding) {
        int longest = Arrays.stream(utterances).mapToInt(rows -> rows.length).max().orElseThrow();
        int features = utterances[0][0].length;
        double[] values = new double[utterances.length * longest * features];
        Arrays.fill(values, padding);
        long[] lengths = new long[utterances.length];
        for (int row = 0; row < utterances.length; row++) {
            lengths[row] = utterances[row].length;
            for (int t = 0; t < lengths[row]; t++) {
                int offset = (row * longest + t) * features;
                System.arraycopy(utterances[row][t], 0, values, offset, features);
            }
        }
        Shape shape = new Shape(utterances.length, longest, features);
        try (NDArray exact = manager.create(values, shape)) {
            return new NDList(ownedCopy(exact, type), manager.create(lengths));
        }
    }

    /** All outputs, without dropout. */
    public static NDList forward(NDManager manager, Block network, NDList inputs) {
        return network.forward(new ParameterStore(manager, false), inputs, false);
    }

    /** The number of values of all parameters. */
    public static long size(Block network) {
        return network.getParameters().values().stream()
                .map(Parameter::getArray)
                .mapToLong(NDArray::size)
                .sum();
    }

    /** The values of a floating array, in double precision. */
    public static double[] doubles(NDArray array) {
        try (NDArray exact = array.toType(DataType.FLOAT64, true)) {
            return exact.toDoubleArray();
        }
    }

    /** A copy in the engine's memory; {@code toType} alone would share the buffer of its source. */
    private static NDArray ownedCopy(NDArray array, DataType type) {
        return type == array.getDataType() ? array.duplicate() : array.toType(type, true);
    }
}
