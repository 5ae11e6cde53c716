package dev.undertone.training.export;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.undertone.training.network.NetworkConfiguration;

/**
 * The conventional LSTM on ONNX's own operator, which runs a step without the cost of a graph's
 * operators but can hand out no cell state on the way, as combining steps need it.
 *
 * <p>The network has its gates in columns, in the order i, f, o, g; the operator wants them in rows,
 * in the order i, o, f, c, and a second bias, which is 0 here.
 */
final class LstmOperator {

    private static final int[] GATE_ORDER = {0, 2, 1, 3};

    private final int cell;
    private final int dense;
    private final NetworkWeights weights;

    LstmOperator(NetworkConfiguration configuration, NetworkWeights weights) {
        cell = configuration.cell();
        dense = configuration.dense();
        this.weights = weights;
    }

    /**
     * Adds the layer.
     *
     * @param sequence [S,B,D]
     * @param lengths int64 [B]
     * @return [S,2,B,H], both directions in the order of the frames
     */
    String add(OnnxGraph graph, String sequence, String lengths) {
        long gates = 4L * cell;
        float[] input = gatesInRows(weights.get("02recurrence_inputWeight"), dense);
        float[] recurrent = gatesInRows(weights.get("02recurrence_recurrentWeight"), cell);
        String ends =
                graph.operator("Cast", lengths)
                        .with("to", TensorProto.DataType.INT32.getNumber())
                        .output();
        return graph.operator(
                        "LSTM",
                        sequence,
                        graph.parameter(name("inputWeight"), input, 2, gates, dense),
                        graph.parameter(name("recurrentWeight"), recurrent, 2, gates, cell),
                        graph.parameter(name("bias"), biases(), 2, 2 * gates),
                        ends)
                .with("hidden_size", (long) cell)
                .with("direction", "bidirectional")
                .output();
    }

    private String name(String parameter) {
        return weights.prefix() + "02recurrence_" + parameter;
    }

    private float[] biases() {
        float[] ours = gatesInRows(weights.get("02recurrence_bias"), 1);
        float[] both = new float[2 * ours.length];
        int gates = 4 * cell;
        System.arraycopy(ours, 0, both, 0, gates);
        System.arraycopy(ours, gates, both, 2 * gates, gates);
        return both;
    }

    /** Turns [2,inputs,4H] in our order into [2,4H,inputs] in the operator's. */
    private float[] gatesInRows(float[] columns, int inputs) {
        float[] rows = new float[columns.length];
        int place = 0;
        for (int direction = 0; direction < 2; direction++) {
            for (int gate : GATE_ORDER) {
                for (int unit = 0; unit < cell; unit++) {
                    int column = gate * cell + unit;
                    for (int input = 0; input < inputs; input++) {
                        int row = direction * inputs + input;
                        rows[place++] = columns[row * 4 * cell + column];
                    }
                }
            }
        }
        return rows;
    }

    /** Turns [2,4H,inputs] in the operator's order back into [2,inputs,4H] in ours. */
    static float[] gatesInColumns(float[] rows, int inputs, int cell) {
        float[] columns = new float[rows.length];
        int place = 0;
        for (int direction = 0; direction < 2; direction++) {
            for (int gate : GATE_ORDER) {
                for (int unit = 0; unit < cell; unit++) {
                    int column = gate * cell + unit;
                    for (int input = 0; input < inputs; input++) {
                        int row = direction * inputs + input;
                        columns[row * 4 * cell + column] = rows[place++];
                    }
                }
            }
        }
        return columns;
    }

    /** Takes our bias [2,4H] out of the operator's two, [2,8H]. */
    static float[] ownBiases(float[] both, int cell) {
        int gates = 4 * cell;
        float[] ours = new float[2 * gates];
        System.arraycopy(both, 0, ours, 0, gates);
        System.arraycopy(both, 2 * gates, ours, gates, gates);
        return gatesInColumns(ours, 1, cell);
    }
}
