package dev.undertone.benchmark;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.sun.management.OperatingSystemMXBean;
import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioLimits;
import dev.undertone.audio.Waveform;
import dev.undertone.feature.FeatureExtractor;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.model.EmotionModel;
import dev.undertone.model.EmotionScores;
import dev.undertone.model.ModelInput;
import dev.undertone.model.ModelRepository;
import dev.undertone.model.ModelSettings;
import dev.undertone.normalization.UtteranceNormalizer;
import dev.undertone.recognition.Admission;
import dev.undertone.recognition.AdmissionLimits;
import dev.undertone.recognition.AnswerJson;
import dev.undertone.recognition.EmotionRecognizer;
import dev.undertone.recognition.RecognitionListener;
import dev.undertone.recognition.RecognitionOptions;
import dev.undertone.testing.FixtureModel;
import dev.undertone.testing.WavBytes;
import dev.undertone.training.export.OnnxExporter;
import dev.undertone.training.network.EmotionNetwork;
import dev.undertone.training.network.NetworkConfiguration;
import dev.undertone.training.network.Recurrence;
import dev.undertone.training.network.TestNetworks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
 * A whole request, bytes of a 4.46 s WAV to bytes of JSON, beside its inference alone, by the CPU time of the whole
 * process: collector, compiler and the worker's thread are part of the price. The network has the size and the graph of
 * the one that ships, with random weights. Targets: at most 0.005 CPU seconds per second of audio.
 *
 * <pre>
 * mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath
 * java -cp target/test-classes:target/classes:$(cat target/test.classpath) dev.undertone.benchmark.RequestBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 6, time = 3)
@Fork(1)
public class RequestBenchmark {

    private static final double SECONDS = 4.46;

    /** Frames per step of the network: 2 is what ships. */
    @Param({"2", "1"})
    public int framesPerStep = 2;

    private final byte[] wav = WavBytes.pcm16(16_000, 1, WavBytes.buzz(SECONDS, 1));
    private final FeatureMatrix normalized =
            UtteranceNormalizer.normalize(
                    new FeatureExtractor(FeatureLayout.PAPER_36)
                            .extract(new Waveform(WavBytes.buzz(SECONDS, 1), 16_000)));
    private final Admission admission =
            new Admission(new AdmissionLimits(1, 1, Duration.ofSeconds(30)));
    private ModelRepository models = new ModelRepository(ModelSettings.DEFAULT);
    private EmotionRecognizer recognizer = recognizer();

    /** CPU milliseconds of the process and answers; JMH adds up both over the iterations. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class ProcessTime {

        private final OperatingSystemMXBean process =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        private long startNanos;
        private long nanos;
        private long answers;

        /** Starts the count of an iteration. */
        @Setup(Level.Iteration)
        public void start() {
            answers = 0;
            startNanos = process.getProcessCpuTime();
        }

        /** Ends it. */
        @TearDown(Level.Iteration)
        public void stop() {
            nanos = process.getProcessCpuTime() - startNanos;
        }

        /** CPU milliseconds of all answers. */
        public double cpuMs() {
            return nanos / 1e6;
        }

        /** How many there were. */
        public long answers() {
            return answers;
        }
    }

    /** Exports and serves the network. */
    @Setup
    public void serve() throws IOException {
        Path folder = Files.createTempDirectory("request-benchmark");
        Path graph = folder.resolve("exported.onnx");
        NetworkConfiguration configuration =
                new NetworkConfiguration(
                        Recurrence.A_LSTM, 36, 256, 128, 4, 0, 0, 0, framesPerStep);
        try (NDManager manager = TestNetworks.manager()) {
            EmotionNetwork network =
                    TestNetworks.random(manager, configuration, DataType.FLOAT32, 0.05, 1);
            OnnxExporter.export(network, graph);
        }
        byte[] bytes = Files.readAllBytes(graph);
        Files.delete(graph);
        FixtureModel.write(folder, FixtureModel.manifest("fixture", "1.0.0", bytes), bytes);
        models = new ModelRepository(new ModelSettings(folder, Map.of("default", "fixture"), 1));
        models.open();
        recognizer = recognizer();
    }

    private EmotionRecognizer recognizer() {
        return new EmotionRecognizer(
                new AudioDecoder(AudioLimits.DEFAULT), models, admission, RecognitionListener.NONE);
    }

    /** Frees the network. */
    @TearDown
    public void close() {
        admission.close();
        models.close();
    }

    /** Bytes of a WAV to bytes of JSON. */
    @Benchmark
    public byte[] request(ProcessTime time) throws IOException {
        time.answers++;
        return AnswerJson.write(
                recognizer.recognize(
                        "benchmark", new ByteArrayInputStream(wav), RecognitionOptions.DEFAULT));
    }

    /** Normalised features to scores. */
    @Benchmark
    public EmotionScores inference(ProcessTime time) {
        time.answers++;
        EmotionModel model = models.model("default");
        return model.score(ModelInput.ofFrames(normalized));
    }

    /** Runs all and prints CPU milliseconds per answer and CPU seconds per second of audio. */
    public static void main(String[] arguments) throws RunnerException {
        String name = RequestBenchmark.class.getSimpleName();
        for (RunResult run : new Runner(new OptionsBuilder().include(name).build()).run()) {
            double cpuMs = run.getSecondaryResults().get("cpuMs").getScore();
            double answers = run.getSecondaryResults().get("answers").getScore();
            System.out.printf(
                    "%s framesPerStep=%s: %.2f CPU ms, %.5f CPU s per second of audio%n",
                    run.getPrimaryResult().getLabel(),
                    run.getParams().getParam("framesPerStep"),
                    cpuMs / answers,
                    cpuMs / answers / 1e3 / SECONDS);
        }
    }
}
