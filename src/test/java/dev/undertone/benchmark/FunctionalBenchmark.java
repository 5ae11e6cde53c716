package dev.undertone.benchmark;

import dev.undertone.audio.Resampler;
import dev.undertone.audio.Waveform;
import dev.undertone.feature.FeatureExtractor;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.feature.functional.FrameFunctionals;
import dev.undertone.feature.functional.FunctionalExtractor;
import dev.undertone.feature.functional.FunctionalLayout;
import dev.undertone.feature.functional.UtteranceVector;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What utterance vectors cost: CPU seconds per second of audio, on one thread (target for the 1,582 columns: 0.010).
 *
 * <p>The baseline in the same run: the 36 frame features of the same audio, 10 s of a gliding voice-like tone with noise,
 * voiced throughout, which is the dearest for the search for periods.
 *
 * <pre>
 * mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath
 * java -cp target/test-classes:target/classes:$(cat target/test.classpath) dev.undertone.benchmark.FunctionalBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class FunctionalBenchmark {

    private final Waveform waveform = BenchmarkVoice.waveform();
    private final FeatureExtractor frames = new FeatureExtractor(FeatureLayout.PAPER_36);
    private final FeatureMatrix raw = frames.extract(waveform);
    private final FunctionalExtractor is10 = FunctionalExtractor.of(FunctionalLayout.IS10_1582);
    private final FrameFunctionals frameFunctionals = new FrameFunctionals();

    /** The 1,582 columns. */
    @Benchmark
    public UtteranceVector is10(AudioCpuTime cpu) {
        cpu.pass();
        return is10.extract(waveform);
    }

    /** The 1,083 columns from features at hand. */
    @Benchmark
    public UtteranceVector frameFunctionals(AudioCpuTime cpu) {
        cpu.pass();
        return frameFunctionals.extract(raw);
    }

    /** Of the 1,582, the resampling to 11 kHz alone. */
    @Benchmark
    public Waveform is10ResamplingAlone(AudioCpuTime cpu) {
        cpu.pass();
        return Resampler.resample(waveform, 11_000);
    }

    /** Baseline: the 36 frame features. */
    @Benchmark
    public FeatureMatrix baselineFrameFeatures(AudioCpuTime cpu) {
        cpu.pass();
        return frames.extract(waveform);
    }

    /** Runs all and prints CPU seconds per second of audio, and their ratio to the frame features. */
    public static void main(String[] args) throws RunnerException {
        Collection<RunResult> results =
                new Runner(
                                new OptionsBuilder()
                                        .include(FunctionalBenchmark.class.getSimpleName())
                                        .build())
                        .run();
        double floor = AudioCpuTime.medianMillis(results, "baselineFrameFeatures");
        for (RunResult result : results) {
            String name = result.getPrimaryResult().getLabel();
            double millis = AudioCpuTime.medianMillis(results, name);
            System.out.printf(
                    "%-30s %.6f CPU s per s of audio, %.2f x the frame features%n",
                    name, millis / 1000, millis / floor);
        }
    }
}
