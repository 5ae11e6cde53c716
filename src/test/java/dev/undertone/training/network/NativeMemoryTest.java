package dev.undertone.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {

    private static final Path STATUS = Path.of("/proc/self/status");

    /** A step makes about 20 MB of arrays here: kept, they would be 3.5 GB more. */
    private static final long ALLOWED_KIB = 100 * 1024;

    @Test
    void forwardAndBackward_200Steps_keepNothing() throws IOException {
        assumeTrue(Files.exists(STATUS), "resident memory is read from /proc");
        NetworkConfiguration configuration =
                new NetworkConfiguration(Recurrence.A_LSTM, 12, 64, 64, 4, 3, 2, 0.5f, 2);
        try (NDManager manager = TestNetworks.manager()) {
            EmotionNetwork network = new EmotionNetwork(configuration);
            network.initialize(manager, DataType.FLOAT32);
            int arrays = manager.getManagedArrays().size();
            long before = 0;
            for (int step = 0; step < 200; step++) {
                if (step == 25) {
                    before = residentKib();
                }
                step(manager, network);
            }
            assertThat(manager.getManagedArrays()).hasSize(arrays);
            // pages of the Java heap count as resident from their first use on
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
            assertThat(residentKib() - before).isLessThan(ALLOWED_KIB + heap / 1024);
        }
    }

    @Test
    void forward_leavesTheCallerOnlyInputsAndOutputs() {
        NetworkConfiguration configuration =
                new NetworkConfiguration(Recurrence.A_LSTM, 5, 7, 6, 4, 3, 2, 0.5f, 2);
        try (NDManager manager = TestNetworks.manager()) {
            EmotionNetwork network =
                    TestNetworks.random(manager, configuration, DataType.FLOAT32, 0.7, 67);
            double[][][] utterances = {TestNetworks.utterance(31, 5, new Random(71))};
            try (NDManager batch = manager.newSubManager()) {
                NDList inputs = TestNetworks.batch(batch, utterances, DataType.FLOAT32, 0);
                NDList outputs = network.forward(new ParameterStore(manager, false), inputs, true);
                inputs.addAll(outputs);
                assertThat(batch.getManagedArrays()).containsExactlyInAnyOrderElementsOf(inputs);
            }
        }
    }

    private static void step(NDManager manager, EmotionNetwork network) {
        MultiTaskLoss loss = new MultiTaskLoss(network.configuration(), TaskWeights.PAPER);
        Random random = new Random(61);
        double[][][] utterances = new double[32][][];
        for (int row = 0; row < utterances.length; row++) {
            utterances[row] = TestNetworks.utterance(71 + row, 12, random);
        }
        try (NDManager batch = manager.newSubManager()) {
            NDList inputs = TestNetworks.batch(batch, utterances, DataType.FLOAT32, 1);
            NDList labels =
                    new NDList(
                            batch.create(new long[32]),
                            batch.create(new long[32]),
                            batch.create(new long[32]));
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDList outputs = network.forward(new ParameterStore(batch, false), inputs, true);
                collector.backward(loss.evaluate(labels, outputs));
            }
        }
    }

    private static long residentKib() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
