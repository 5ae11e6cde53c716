package dev.undertone.training.export;

import static dev.undertone.training.network.Recurrence.PERIOD;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.undertone.training.export.CellSteps.State;
import dev.undertone.training.network.NetworkConfiguration;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of the {@code Scan}: five unrolled steps of both directions, the last one combining, as
 * {@code BidirectionalRecurrence} states them.
 *
 * <p>In: h' and, in an LSTM, C' [1,2,B,H]; what the gates get from the input, [5,1,B,GH] per
 * direction. Out: h' and C' after the block; the five h', [5,2,B,H]. All values keep the leading
 * axis of length 1, so that no step needs to be squeezed out of its block or put back.
 */
final class StepBlock {

    private static final TensorProto.DataType FLOAT = TensorProto.DataType.FLOAT;

    private final OnnxGraph graph;
    private final NetworkConfiguration configuration;
    private final CellSteps cell;

    private StepBlock(NetworkConfiguration configuration, NetworkWeights weights) {
        this.configuration = configuration;
        graph = new OnnxGraph(weights.prefix() + "block");
        cell = steps(weights);
    }

    static GraphProto of(NetworkConfiguration configuration, NetworkWeights weights) {
        return new StepBlock(configuration, weights).build();
    }

    private CellSteps steps(NetworkWeights weights) {
        int units = configuration.cell();
        int gates = configuration.recurrence().gates();
        String recurrentWeight =
                weights.add(
                        graph, "02recurrence_recurrentWeight", 1, 2, units, (long) gates * units);
        String gateSizes = graph.integers((gates - 1L) * units, units);
        String combination =
                configuration.recurrence().learnsCombination()
                        ? weights.add(graph, "02recurrence_combination", 1, 2, 1, 1, units)
                        : "";
        StateMean mean = new StateMean(graph, combination, units);
        return configuration.recurrence().hasCell()
                ? new LstmSteps(graph, recurrentWeight, gateSizes, mean)
                : new GruSteps(graph, recurrentWeight, gateSizes, mean);
    }

    private GraphProto build() {
        int units = configuration.cell();
        long gates = (long) configuration.recurrence().gates() * units;
        State state = new State(stateInputs());
        String forward = input("forward", PERIOD, 1, "batch", gates);
        String backward = input("backward", PERIOD, 1, "batch", gates);
        String both = graph.operator("Concat", forward, backward).with("axis", 1).output();
        List<State> states = new ArrayList<>();
        for (String step : graph.operator("Split", both).with("axis", 0).outputs(PERIOD)) {
            boolean combining = states.size() == PERIOD - 1;
            state =
                    combining
                            ? cell.combining(step, state, states.get(0), states.get(2))
                            : cell.ordinary(step, state);
            states.add(state);
        }
        String[] hiddens = states.stream().map(State::hidden).toArray(String[]::new);
        String passed = graph.operator("Concat", hiddens).with("axis", 0).output();
        state.values().forEach(value -> graph.output(value, 1, 2, "batch", units));
        graph.output(passed, PERIOD, 2, "batch", units);
        return graph.build();
    }

    private List<String> stateInputs() {
        List<String> inputs = new ArrayList<>();
        inputs.add(input("h", 1, 2, "batch", configuration.cell()));
        if (configuration.recurrence().hasCell()) {
            inputs.add(input("c", 1, 2, "batch", configuration.cell()));
        }
        return inputs;
    }

    private String input(String name, Object... dimensions) {
        return graph.input(graph.name() + "." + name, FLOAT, dimensions);
    }
}
