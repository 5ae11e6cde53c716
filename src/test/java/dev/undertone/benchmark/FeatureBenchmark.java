package dev.undertone.benchmark;

import dev.undertone.audio.Waveform;
import dev.undertone.dsp.Fft;
import dev.undertone.dsp.WindowFunction;
import dev.undertone.feature.FeatureExtractor;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.feature.FeatureStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
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
 * What the 36 features cost: CPU seconds per second of audio, on one thread (target 0.002).
 *
 * <p>Two baselines in the same run: the two 512-point power spectra that a frame needs at least, and the autocorrelation
 * of its neighbourhood by the plain double loop. The audio is 10 s of a gliding voice-like tone with noise.
 *
 * <pre>
 * mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath
 * java -cp target/test-classes:target/classes:$(cat target/test.classpath) dev.undertone.benchmark.FeatureBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class FeatureBenchmark {

    private static final int SECONDS = 10;
    private static final int RATE_HZ = 16_000;
    private static final FeatureLayout LAYOUT = FeatureLayout.PAPER_36;

    private final Waveform waveform = voice();
    private final FeatureExtractor extractor = new FeatureExtractor(LAYOUT);
    private final Fft fft = new Fft(512);
    private final double[] window = WindowFunction.hamming(400);
    private final double[] frame = new double[640];
    private final double[] power = new double[257];
    private final double[] lags = new double[267];

    /** CPU time of the measuring thread, as JMH's own clock runs on while others have the processor. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class CpuTime {

        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private long startNanos;
        private long nanos;
        private long passes;

        /** Starts the count of an iteration. */
        @Setup(Level.Iteration)
        public void start() {
            passes = 0;
            startNanos = threads.getCurrentThreadCpuTime();
        }

        /** Ends it. */
        @TearDown(Level.Iteration)
        public void stop() {
            nanos = threads.getCurrentThreadCpuTime() - startNanos;
        }

        /** CPU milliseconds per second of audio of one iteration; JMH's table shows the sum of all. */
        public double cpuMillisPerAudioSecond() {
            return passes == 0 ? 0 : nanos / 1e6 / passes / SECONDS;
        }
    }

    /** Everything, on a whole recording. */
    @Benchmark
    public FeatureMatrix whole(CpuTime cpu) {
        cpu.passes++;
        return extractor.extract(waveform);
    }

    /** Everything, in chunks of 20 ms. */
    @Benchmark
    public FeatureMatrix streamed(CpuTime cpu) {
        cpu.passes++;
        FeatureStream stream = new FeatureStream(LAYOUT);
        for (int n = 0; n < waveform.length(); n += 320) {
            stream.push(waveform.samples(), n, 320);
        }
        return stream.finish();
    }

    /** Baseline: two 512-point power spectra per frame and nothing else. */
    @Benchmark
    public double baselineTwoSpectra(CpuTime cpu) {
        cpu.passes++;
        double sum = 0;
        for (int t = 0; t < LAYOUT.frameCount(waveform.length()); t++) {
            load(t, 400);
            fft.powerSpectrum(frame, window, power);
            sum += power[10];
            fft.powerSpectrum(frame, window, power);
            sum += power[10];
        }
        return sum;
    }

    /** Baseline: 267 lags of 640 samples per frame by the definition. */
    @Benchmark
    public double baselinePlainAutocorrelation(CpuTime cpu) {
        cpu.passes++;
        double sum = 0;
        for (int t = 0; t < LAYOUT.frameCount(waveform.length()) - 2; t++) {
            load(t, 640);
            for (int lag = 0; lag < lags.length; lag++) {
                double product = 0;
                for (int n = 0; n < 640 - lag; n++) {
                    product += frame[n] * frame[n + lag];
                }
                lags[lag] = product;
            }
            sum += lags[100];
        }
        return sum;
    }

    private void load(int t, int length) {
        for (int n = 0; n < length; n++) {
            frame[n] = waveform.samples()[160 * t + n];
        }
    }

    private static Waveform voice() {
        Random random = new Random(7);
        float[] samples = new float[SECONDS * RATE_HZ];
        double phase = 0;
        for (int n = 0; n < samples.length; n++) {
            phase += (140 + 60 * Math.sin(2 * Math.PI * 0.7 * n / RATE_HZ)) / RATE_HZ;
            double tone = 0;
            for (int harmonic = 1; harmonic <= 20; harmonic++) {
                tone += Math.sin(2 * Math.PI * harmonic * phase) / harmonic;
            }
            samples[n] = (float) (0.2 * tone + 0.01 * random.nextGaussian());
        }
        return new Waveform(samples, RATE_HZ);
    }

    /** Runs all and prints CPU seconds per second of audio, and their ratio to the two spectra. */
    public static void main(String[] args) throws RunnerException {
        Collection<RunResult> results =
                new Runner(
                                new OptionsBuilder()
                                        .include(FeatureBenchmark.class.getSimpleName())
                                        .build())
                        .run();
        double floor = cpuMillis(result(results, "baselineTwoSpectra"));
        for (RunResult result : results) {
            String name = result.getPrimaryResult().getLabel();
            double millis = cpuMillis(result);
            System.out.printf(
                    "%-30s %.6f CPU s per s of audio, %.2f x two spectra%n",
                    name, millis / 1000, millis / floor);
        }
    }

    private static RunResult result(Collection<RunResult> results, String name) {
        return results.stream()
                .filter(result -> result.getPrimaryResult().getLabel().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The median over the iterations of all forks. */
    private static double cpuMillis(RunResult result) {
        double[] iterations =
                result.getBenchmarkResults().stream()
                        .flatMap(fork -> fork.getIterationResults().stream())
                        .map(it -> it.getSecondaryResults().get("cpuMillisPerAudioSecond"))
                        .mapToDouble(it -> it.getScore())
                        .sorted()
                        .toArray();
        return iterations[iterations.length / 2];
    }
}
