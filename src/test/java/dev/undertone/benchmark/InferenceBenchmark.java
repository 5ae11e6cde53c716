package dev.undertone.benchmark;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.undertone.training.export.BaselineGraphs;
import dev.undertone.training.export.OnnxExporter;
import dev.undertone.training.export.ServedGraph;
import dev.undertone.training.network.EmotionNetwork;
import dev.undertone.training.network.NetworkConfiguration;
import dev.undertone.training.network.Recurrence;
import dev.undertone.training.network.TestNetworks;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What one answer costs: CPU milliseconds for an utterance of 446 frames (4.46 s), batch 1, one thread, through DJL's
 * OnnxRuntime engine, with arrays made and read as in serving.
 *
 * <p>Two baselines in the same run: FLOOR, the same multiply-adds as one large product (target at most 2.4 of it), and
 * LSTM, the conventional network on ONNX's own operator (target at most 1.6 of it). PAIRED are the networks that average
 * neighbouring frames first.
 *
 * <pre>
 * mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath
 * java -cp target/test-classes:target/classes:$(cat target/test.classpath) dev.undertone.benchmark.InferenceBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 8, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "-Dai.djl.onnx.disable_alternative=true",
            "-Dai.djl.pytorch.num_threads=1",
            "-Dai.djl.pytorch.num_interop_threads=1"
        })
public class InferenceBenchmark {

    private static final int FRAMES = 446;

    /** The graphs to compare. */
    public enum Graph {
        FLOOR,
        LSTM,
        MEAN_LSTM,
        A_LSTM,
        A_GRU,
        LSTM_PAIRED,
        MEAN_LSTM_PAIRED,
        A_LSTM_PAIRED,
        A_GRU_PAIRED;

        private NetworkConfiguration configuration() {
            Recurrence recurrence =
                    this == FLOOR
                            ? Recurrence.A_LSTM
                            : Recurrence.valueOf(name().replace("_PAIRED", ""));
            int framesPerStep = name().endsWith("_PAIRED") ? 2 : 1;
            return new NetworkConfiguration(recurrence, 36, 256, 128, 4, 0, 0, 0, framesPerStep);
        }

        private ServedGraph served() throws Exception {
            Path file = Files.createTempFile("undertone", ".onnx");
            try {
                write(file);
                return new ServedGraph(file);
            } finally {
                Files.delete(file);
            }
        }

        private void write(Path file) throws IOException {
            if (this == FLOOR) {
                BaselineGraphs.floor(configuration(), file);
                return;
            }
            try (NDManager manager = TestNetworks.manager()) {
                EmotionNetwork network =
                        TestNetworks.random(manager, configuration(), DataType.FLOAT32, 0.05, 1);
                OnnxExporter.export(network, file);
            }
        }

        private int width() {
            return this == FLOOR ? configuration().dense() : configuration().features();
        }
    }

    /** The graph that is measured. */
    @Param public Graph graph = Graph.FLOOR;

    private @Nullable ServedGraph served;
    private float[] features = {};
    private Shape shape = new Shape();

    /** CPU time of the measuring thread, as JMH's own clock runs on while others have the processor. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class CpuTime {

        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private long startNanos;
        private long nanos;
        private long answers;

        /** Starts the count of an iteration. */
        @Setup(Level.Iteration)
        public void start() {
            answers = 0;
            startNanos = threads.getCurrentThreadCpuTime();
        }

        /** Ends it. */
        @TearDown(Level.Iteration)
        public void stop() {
            nanos = threads.getCurrentThreadCpuTime() - startNanos;
        }

        /** CPU milliseconds per utterance; JMH's own table adds them up over the iterations. */
        public double cpuMillis() {
            return answers == 0 ? 0 : nanos / 1e6 / answers;
        }
    }

    /** Exports and loads the graph. */
    @Setup
    public void load() throws Exception {
        served = graph.served();
        shape = new Shape(1, FRAMES, graph.width());
        features = new float[FRAMES * graph.width()];
        Random random = new Random(7);
        for (int k = 0; k < features.length; k++) {
            features[k] = (float) random.nextGaussian();
        }
    }

    /** Lets the graph go. */
    @TearDown
    public void unload() {
        served.close();
    }

    /** One answer. */
    @Benchmark
    public List<float[]> answer(CpuTime cpu) throws Exception {
        cpu.answers++;
        return served.run(features, shape, new long[] {FRAMES});
    }

    /** Runs all and prints CPU milliseconds per utterance and the ratios to both baselines. */
    public static void main(String[] args) throws RunnerException {
        Collection<RunResult> results =
                new Runner(
                                new OptionsBuilder()
                                        .include(InferenceBenchmark.class.getSimpleName())
                                        .build())
                        .run();
        for (RunResult result : results) {
            double millis = cpuMillis(result);
            System.out.printf(
                    "%-17s %6.2f CPU ms per utterance, %.2f x floor, %.2f x LSTM%n",
                    name(result),
                    millis,
                    millis / cpuMillis(results, Graph.FLOOR),
                    millis / cpuMillis(results, Graph.LSTM));
        }
    }

    private static String name(RunResult result) {
        return result.getParams().getParam("graph");
    }

    private static double cpuMillis(Collection<RunResult> results, Graph graph) {
        return results.stream()
                .filter(result -> name(result).equals(graph.name()))
                .mapToDouble(InferenceBenchmark::cpuMillis)
                .findFirst()
                .orElseThrow();
    }

    /** The median over the iterations. */
    private static double cpuMillis(RunResult result) {
        double[] iterations =
                result.getBenchmarkResults().stream()
                        .flatMap(fork -> fork.getIterationResults().stream())
                        .map(iteration -> iteration.getSecondaryResults().get("cpuMillis"))
                        .mapToDouble(counter -> counter.getScore())
                        .sorted()
                        .toArray();
        return Arrays.stream(iterations).skip(iterations.length / 2).findFirst().orElseThrow();
    }
}
