package dev.undertone.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.results.RunResult;

/** CPU time of the measuring thread over the {@link BenchmarkVoice}: JMH's own clock runs on while others have the processor. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class AudioCpuTime {

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

    /** Counts one pass over the audio. */
    void pass() {
        passes++;
    }

    /** CPU milliseconds per second of audio of one iteration; JMH's table shows the sum of all. */
    public double cpuMillisPerAudioSecond() {
        return passes == 0 ? 0 : nanos / 1e6 / passes / BenchmarkVoice.SECONDS;
    }

    /** The median over the iterations of all forks of one benchmark. */
    static double medianMillis(Collection<RunResult> results, String benchmark) {
        double[] iterations =
                results.stream()
                        .filter(result -> result.getPrimaryResult().getLabel().equals(benchmark))
                        .flatMap(result -> result.getBenchmarkResults().stream())
                        .flatMap(fork -> fork.getIterationResults().stream())
                        .map(it -> it.getSecondaryResults().get("cpuMillisPerAudioSecond"))
                        .mapToDouble(it -> it.getScore())
                        .sorted()
                        .toArray();
        return iterations[iterations.length / 2];
    }
}
