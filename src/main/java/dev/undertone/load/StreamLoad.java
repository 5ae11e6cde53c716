package dev.undertone.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** Holds sessions against a service and says what their callers saw. */
public final class StreamLoad {

    private static final long PATIENCE_SECONDS = 60;

    /** Callers start this far apart within the talk, so that they do not pause together: 0.73 s. */
    private static final int APART_BYTES = 23_360;

    private final StreamPlan plan;
    private final byte[] talk;

    /**
     * Sessions that have not begun.
     *
     * @param talk what each caller says again and again, 16-bit little-endian samples at 16 kHz, at least one
     */
    public StreamLoad(StreamPlan plan, byte[] talk) {
        this.plan = plan;
        this.talk = talk.clone();
    }

    /**
     * Runs them all at the same time.
     *
     * @throws InterruptedException if stopped while waiting
     */
    @SuppressWarnings("FutureReturnValueIgnored") // talk() tells its caller of faults
    public StreamReport run() throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        double before = cpuSeconds();
        List<StreamCaller> callers =
                IntStream.range(0, plan.sessions())
                        .mapToObj(
                                i ->
                                        new StreamCaller(
                                                plan, talk, i * APART_BYTES % talk.length / 2 * 2))
                        .toList();
        callers.stream()
                .map(caller -> caller.connect(client))
                .toList()
                .forEach(connected -> awaitFor(connected, PATIENCE_SECONDS));
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            for (int i = 0; i < callers.size(); i++) {
                StreamCaller caller = callers.get(i);
                clock.scheduleAtFixedRate(
                        () -> talk(caller),
                        plan.periodNanos() * i / callers.size(),
                        plan.periodNanos(),
                        TimeUnit.NANOSECONDS);
            }
            long longest = plan.duration().toSeconds() + PATIENCE_SECONDS;
            callers.forEach(caller -> awaitFor(caller.closed(), longest));
        } finally {
            clock.shutdownNow();
        }
        return report(callers, cpuSeconds() - before);
    }

    /** A task that throws is not run again. */
    private static void talk(StreamCaller caller) {
        if (!caller.talk()) {
            throw new IllegalStateException("has said all");
        }
    }

    private StreamReport report(List<StreamCaller> callers, double cpuSeconds) {
        long[] latencies =
                callers.stream()
                        .flatMap(caller -> caller.latencies().stream())
                        .mapToLong(Long::longValue)
                        .toArray();
        List<String> failures =
                callers.stream()
                        .map(StreamCaller::failure)
                        .filter(failure -> !failure.isEmpty())
                        .toList();
        return new StreamReport(
                callers.size(),
                callers.size() - failures.size(),
                failures.size(),
                failures.isEmpty() ? "" : failures.get(0),
                callers.stream().mapToDouble(StreamCaller::audioSeconds).sum(),
                callers.stream().mapToLong(StreamCaller::utterances).sum(),
                latencies.length,
                StreamReport.Latency.of(latencies),
                cpuSeconds);
    }

    /** Who fails says so himself; the others go on. */
    private static void awaitFor(CompletableFuture<?> future, long seconds) {
        try {
            future.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            future.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }
}
