package dev.undertone.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks a service for emotions, as {@code scripts/load-report.sh} and others want it, and prints one row of what became of
 * it. Debian's hey and wrk wait for an answer before they ask again, which spares a service that is slow; this one does
 * so in its closed mode only.
 *
 * <p>Arguments: URL, file of the clip, {@code closed} or {@code open}, number of callers or mean requests per second,
 * seconds, and a file to which the time in seconds and the outcome of each request are written, or none.
 *
 * <p>Until its code is loaded and compiled the generator itself is late, half a second for the first requests. So the
 * system property {@code lead} names seconds of the same load that come before the others and are not told.
 *
 * <p>In open mode requests come as a Poisson process of seed 1 (exponential gaps), whatever becomes of them, and their
 * latency counts from the moment they should have been sent. Needs the JDK alone.
 */
final class LoadGenerator {

    private static final long SEED = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
    private final HttpRequest request;
    private final long start;
    private final Outcomes outcomes = new Outcomes();
    private final AtomicInteger onTheirWay = new AtomicInteger();

    private LoadGenerator(URI service, Path clip, long start) throws IOException {
        this.start = start;
        byte[] body = Files.readAllBytes(clip);
        this.request =
                HttpRequest.newBuilder(service)
                        .timeout(PATIENCE)
                        .header("Content-Type", "audio/wav")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
    }

    /** Runs and prints. */
    public static void main(String... arguments) throws IOException {
        double amount = Double.parseDouble(arguments[3]);
        double seconds = Double.parseDouble(arguments[4]);
        double lead = Double.parseDouble(System.getProperty("lead", "0"));
        long start = System.nanoTime() + (long) (lead * 1e9);
        LoadGenerator load =
                new LoadGenerator(URI.create(arguments[0]), Path.of(arguments[1]), start);
        if (arguments[2].equals("closed")) {
            load.runClosed((int) amount, seconds);
        } else {
            load.runOpen(amount, lead, seconds);
        }
        System.out.println(load.outcomes.row(seconds, cpuSeconds()));
        if (arguments.length > 5) {
            load.outcomes.write(Path.of(arguments[5]), start);
        }
    }

    private void runClosed(int callers, double seconds) {
        long end = start + (long) (seconds * 1e9);
        CompletableFuture<?>[] all = new CompletableFuture<?>[callers];
        for (int i = 0; i < callers; i++) {
            all[i] = new CompletableFuture<>();
            askAgain(end, all[i]);
        }
        CompletableFuture.allOf(all).join();
    }

    private void askAgain(long end, CompletableFuture<?> done) {
        if (System.nanoTime() - end >= 0) {
            done.complete(null);
            return;
        }
        ask(System.nanoTime()).whenComplete((nothing, failure) -> askAgain(end, done));
    }

    private void runOpen(double perSecond, double lead, double seconds) {
        Random random = new Random(SEED);
        double at = -lead;
        while (at < seconds) {
            long due = start + (long) (at * 1e9);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            onTheirWay.incrementAndGet();
            ask(due).whenComplete((nothing, failure) -> onTheirWay.decrementAndGet());
            at += -Math.log(1 - random.nextDouble()) / perSecond;
        }
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (onTheirWay.get() > 0 && System.nanoTime() - patience < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private CompletableFuture<Void> ask(long due) {
        return client.sendAsync(request, BodyHandlers.ofString())
                .handle(
                        (answer, failure) -> {
                            if (due - start >= 0) {
                                outcomes.add(due, System.nanoTime(), name(answer, failure));
                            }
                            return null;
                        });
    }

    /** A status; or what the connection did. */
    private static String name(HttpResponse<String> answer, Throwable failure) {
        if (failure == null) {
            return String.valueOf(answer.statusCode());
        }
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName().contains("Connect")
                        || cause.getClass().getSimpleName().contains("ClosedChannel")
                ? "refused"
                : "cut";
    }

    private static double cpuSeconds() {
        return ((com.sun.management.OperatingSystemMXBean)
                                ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }
}
