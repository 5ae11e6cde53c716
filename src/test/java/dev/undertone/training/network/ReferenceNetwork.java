package dev.undertone.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The network again, for one utterance without padding, in double precision with scalar loops,
 * written from the equations of the paper and sharing no code with the blocks.
 */
public final class ReferenceNetwork {

    private final NetworkConfiguration configuration;
    private final Map<String, double[]> weights = new HashMap<>();

    /** What the network says of one utterance; the attention has one weight per frame. */
    public record Answer(
            double[] emotion,
            double[] attention,
            double[] embedding,
            double[] speaker,
            double[] gender) {}

    /** Copies the parameters of a network. */
    public ReferenceNetwork(EmotionNetwork network) {
        configuration = network.configuration();
        for (var parameter : network.getParameters()) {
            try (NDArray copy = parameter.getValue().getArray().toType(DataType.FLOAT64, true)) {
                weights.put(parameter.getKey(), copy.toDoubleArray());
            }
        }
    }

    /** Answers for an utterance of {@code frames.length} frames. */
    public Answer answer(double[][] frames) {
        double[][] steps = configuration.framesPerStep() == 2 ? averagedPairs(frames) : frames;
        int length = steps.length;
        double[][] sequence = new double[length][];
        for (int t = 0; t < length; t++) {
            sequence[t] = relu(linear("01dense", steps[t]));
        }
        double[][] forward = recur(sequence, 0);
        double[][] backward = reversed(recur(reversed(sequence), 1));
        double[][] states = new double[length][];
        double[] scores = new double[length];
        double[] vector = weights.get("03pooling_vector");
        for (int t = 0; t < length; t++) {
            states[t] = concatenated(forward[t], backward[t]);
            scores[t] = dot(vector, 0, states[t]);
        }
        double[] attention = softmax(scores);
        double[] pooled = new double[configuration.embedding()];
        for (int t = 0; t < length; t++) {
            for (int k = 0; k < pooled.length; k++) {
                pooled[k] += attention[t] * states[t][k];
            }
        }
        return new Answer(
                branch("04emotion", pooled),
                configuration.framesPerStep() == 2 ? shared(attention, frames.length) : attention,
                pooled,
                configuration.speakers() > 0 ? branch("05speaker", pooled) : new double[0],
                configuration.genders() > 0 ? branch("06gender", pooled) : new double[0]);
    }

    private double[] branch(String name, double[] pooled) {
        return linear(name + "_02scores", relu(linear(name + "_01hidden", pooled)));
    }

    /** One direction: the states passed upward, h_t or h'_t. */
    private double[][] recur(double[][] sequence, int direction) {
        return configuration.recurrence() == Recurrence.A_GRU
                ? recurGru(sequence, direction)
                : recurLstm(sequence, direction);
    }

    /** z, r, n; h_t = (1 - z) n + z h'_{t-1}. */
    private double[][] recurGru(double[][] sequence, int direction) {
        int units = configuration.cell();
        List<double[]> hiddens = new ArrayList<>();
        double[][] passed = new double[sequence.length][];
        double[] h = new double[units];
        for (int t = 0; t < sequence.length; t++) {
            double[][] input = fromInput(sequence[t], direction, 3);
            double[][] state = fromState(h, direction, 3);
            double[] hidden = new double[units];
            for (int k = 0; k < units; k++) {
                double z = sigmoid(input[0][k] + state[0][k]);
                double r = sigmoid(input[1][k] + state[1][k]);
                double n = Math.tanh(input[2][k] + r * state[2][k]);
                hidden[k] = (1 - z) * n + z * h[k];
            }
            hiddens.add(hidden);
            h = t % 5 == 4 ? combined(hiddens, t, direction) : hidden;
            passed[t] = h;
        }
        return passed;
    }

    private double[][] recurLstm(double[][] sequence, int direction) {
        int units = configuration.cell();
        List<double[]> cells = new ArrayList<>();
        List<double[]> hiddens = new ArrayList<>();
        double[][] passed = new double[sequence.length][];
        double[] h = new double[units];
        double[] c = new double[units];
        for (int t = 0; t < sequence.length; t++) {
            double[][] gates = gates(sequence[t], h, direction);
            double[] cell = new double[units];
            for (int k = 0; k < units; k++) {
                cell[k] =
                        sigmoid(gates[1][k]) * c[k] + sigmoid(gates[0][k]) * Math.tanh(gates[3][k]);
            }
            cells.add(cell);
            boolean combining = configuration.recurrence() != Recurrence.LSTM && t % 5 == 4;
            c = combining ? combined(cells, t, direction) : cell;
            double[] hidden = new double[units];
            for (int k = 0; k < units; k++) {
                hidden[k] = sigmoid(gates[2][k]) * Math.tanh(c[k]);
            }
            hiddens.add(hidden);
            h = combining ? combined(hiddens, t, direction) : hidden;
            passed[t] = h;
        }
        return passed;
    }

    /** Pre-activations in the order i, f, o, g. */
    private double[][] gates(double[] x, double[] h, int direction) {
        double[][] gates = fromInput(x, direction, 4);
        double[][] state = fromState(h, direction, 4);
        for (int gate = 0; gate < 4; gate++) {
            for (int k = 0; k < h.length; k++) {
                gates[gate][k] += state[gate][k];
            }
        }
        return gates;
    }

    /** x W + b of one direction, a row per gate. */
    private double[][] fromInput(double[] x, int direction, int count) {
        double[] bias = weights.get("02recurrence_bias");
        double[][] gates = product(x, "02recurrence_inputWeight", direction, count);
        for (int gate = 0; gate < count; gate++) {
            for (int k = 0; k < gates[gate].length; k++) {
                gates[gate][k] += bias[(direction * count + gate) * gates[gate].length + k];
            }
        }
        return gates;
    }

    /** h U of one direction, a row per gate. */
    private double[][] fromState(double[] h, int direction, int count) {
        return product(h, "02recurrence_recurrentWeight", direction, count);
    }

    private double[][] product(double[] x, String name, int direction, int count) {
        int units = configuration.cell();
        double[] matrix = weights.get(name);
        double[][] gates = new double[count][units];
        for (int j = 0; j < x.length; j++) {
            int row = (direction * x.length + j) * count * units;
            for (int gate = 0; gate < count; gate++) {
                for (int k = 0; k < units; k++) {
                    gates[gate][k] += x[j] * matrix[row + gate * units + k];
                }
            }
        }
        return gates;
    }

    /** Eq. (8, 9) and (11, 12): the states of steps t-4, t-2 and t, weighted. */
    private double[] combined(List<double[]> states, int t, int direction) {
        double[] scores = new double[3];
        boolean learned = configuration.recurrence() != Recurrence.MEAN_LSTM;
        for (int j = 0; j < 3 && learned; j++) {
            double[] w = weights.get("02recurrence_combination");
            scores[j] = dot(w, direction * configuration.cell(), states.get(t - 4 + 2 * j));
        }
        double[] shares = softmax(scores);
        double[] sum = new double[configuration.cell()];
        for (int j = 0; j < 3; j++) {
            for (int k = 0; k < sum.length; k++) {
                sum[k] += shares[j] * states.get(t - 4 + 2 * j)[k];
            }
        }
        return sum;
    }

    private double[] linear(String name, double[] x) {
        double[] w = weights.get(name + "_weight");
        double[] y = weights.get(name + "_bias").clone();
        for (int k = 0; k < y.length; k++) {
            y[k] += dot(w, k * x.length, x);
        }
        return y;
    }

    private static double[][] averagedPairs(double[][] frames) {
        double[][] steps = new double[(frames.length + 1) / 2][];
        for (int s = 0; s < steps.length; s++) {
            steps[s] = frames[2 * s].clone();
            if (2 * s + 1 < frames.length) {
                for (int k = 0; k < steps[s].length; k++) {
                    steps[s][k] = (frames[2 * s][k] + frames[2 * s + 1][k]) / 2;
                }
            }
        }
        return steps;
    }

    private static double[] shared(double[] attention, int frames) {
        double[] weights = new double[frames];
        for (int t = 0; t < frames; t++) {
            boolean alone = t == frames - 1 && frames % 2 == 1;
            weights[t] = alone ? attention[t / 2] : attention[t / 2] / 2;
        }
        return weights;
    }

    private static double[][] reversed(double[][] rows) {
        double[][] turned = new double[rows.length][];
        for (int t = 0; t < rows.length; t++) {
            turned[t] = rows[rows.length - 1 - t];
        }
        return turned;
    }

    private static double[] concatenated(double[] left, double[] right) {
        double[] both = new double[left.length + right.length];
        System.arraycopy(left, 0, both, 0, left.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    private static double dot(double[] w, int offset, double[] x) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += w[offset + k] * x[k];
        }
        return sum;
    }

    private static double[] relu(double[] x) {
        double[] y = new double[x.length];
        for (int k = 0; k < x.length; k++) {
            y[k] = Math.max(0, x[k]);
        }
        return y;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double[] softmax(double[] x) {
        double[] y = new double[x.length];
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            y[k] = Math.exp(x[k]);
            sum += y[k];
        }
        for (int k = 0; k < x.length; k++) {
            y[k] /= sum;
        }
        return y;
    }
}
