package dev.undertone.training.export;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import dev.undertone.training.network.EmotionNetwork;
import dev.undertone.training.network.NetworkConfiguration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of a trained network of frames, read from its graph. */
public final class TrainedWeights {

    private static final String SCORES = "04emotion_02scores";

    private final NetworkConfiguration configuration;
    private final Map<String, float[]> values;

    TrainedWeights(NetworkConfiguration configuration, Map<String, float[]> values) {
        this.configuration = configuration;
        this.values = new LinkedHashMap<>(values);
    }

    /** The shape of the network: the emotion branch alone, no dropout. */
    public NetworkConfiguration configuration() {
        return configuration;
    }

    /**
     * The network itself.
     *
     * @param manager of the training engine, what the parameters will belong to
     */
    public EmotionNetwork network(NDManager manager) {
        EmotionNetwork network = new EmotionNetwork(configuration);
        network.initialize(manager, DataType.FLOAT32);
        fill(network, true);
        return network;
    }

    /**
     * Replaces the values of another network by these. Its branches for speaker and gender keep theirs.
     *
     * @param network initialised, of the same sizes; the number of emotions may differ where the scores are left alone
     * @param withScores whether the last layer of the emotion branch is replaced too: not for other labels
     * @throws IllegalArgumentException if a parameter is missing or has another size; some may have been replaced then
     */
    public void fill(EmotionNetwork network, boolean withScores) {
        ParameterList parameters = network.getParameters();
        values.forEach(
                (name, array) -> {
                    if (withScores || !name.startsWith(SCORES)) {
                        fill(name, parameters.get(name), array);
                    }
                });
    }

    private static void fill(String name, Parameter parameter, float[] values) {
        if (parameter == null || parameter.getArray().size() != values.length) {
            throw new IllegalArgumentException(
                    "expected parameter %s of %d values but got %s"
                            .formatted(
                                    name,
                                    values.length,
                                    parameter == null ? "none" : parameter.getArray().getShape()));
        }
        NDArray array = parameter.getArray();
        // not NDArray.set: PyTorch would then read a buffer that nobody keeps alive
        try (NDArray source = array.getManager().create(values, array.getShape())) {
            source.copyTo(array);
        }
    }
}
