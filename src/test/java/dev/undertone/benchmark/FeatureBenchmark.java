package dev.undertone.benchmark;

import dev.undertone.audio.Waveform;
import dev.undertone.dsp.Fft;
import dev.undertone.dsp.WindowFunction;
import dev.undertone.feature.FeatureExtractor;
import dev.undertone.feature.FeatureLayout;
import dev.undertone.feature.FeatureMatrix;
import dev.undertone.feature.FeatureStream;
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

    private static final FeatureLayout LAYOUT = FeatureLayout.PAPER_36;

    private final Waveform waveform = BenchmarkVoice.waveform();
    private final FeatureExtractor extractor = new FeatureExtractor(LAYOUT);
    private final FeatureExtractor overFloor = new FeatureExtractor(FeatureLayout.PAPER_36_FLOORED);
    private final Fft fft = new Fft(512);
    private final double[] window = WindowFunction.hamming(400);
    private final double[] frame = new double[640];
    private final double[] power = new double[257];
    private final double[] lags = new double[267];

    /** Everything, on a whole recording. */
    @Benchmark
    public FeatureMatrix whole(AudioCpuTime cpu) {
        cpu.pass();
        return extractor.extract(waveform);
    }

    /** Everything over a noise floor, on a whole recording. */
    @Benchmark
    public FeatureMatrix wholeOverNoiseFloor(AudioCpuTime cpu) {
        cpu.pass();
        return overFloor.extract(waveform);
    }

    /** Everything, in chunks of 20 ms. */
    @Benchmark
    public FeatureMatrix streamed(AudioCpuTime cpu) {
        cpu.pass();
        FeatureStream stream = new FeatureStream(LAYOUT);
        for (int n = 0; n < waveform.length(); n += 320) {
            stream.push(waveform.samples(), n, 320);
        }
        return stream.finish();
    }

    /** Baseline: two 512-point power spectra per frame and nothing else. */
    @Benchmark
    public double baselineTwoSpectra(AudioCpuTime cpu) {
        cpu.pass();
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
    public double baselinePlainAutocorrelation(AudioCpuTime cpu) {
        cpu.pass();
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

    /** Runs all and prints CPU seconds per second of audio, and their ratio to the two spectra. */
    public static void main(String[] args) throws RunnerException {
        Collection<RunResult> results =
                new Runner(
                                new OptionsBuilder()
                                        .include(FeatureBenchmark.class.getSimpleName())
                                        .build())
                        .run();
        double floor = AudioCpuTime.medianMillis(results, "baselineTwoSpectra");
        for (RunResult result : results) {
            String name = result.getPrimaryResult().getLabel();
            double millis = AudioCpuTime.medianMillis(results, name);
            System.out.printf(
                    "%-30s %.6f CPU s per s of audio, %.2f x two spectra%n",
                    name, millis / 1000, millis / floor);
        }
    }
}
