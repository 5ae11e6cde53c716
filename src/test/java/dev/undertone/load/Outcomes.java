package dev.undertone.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What became of requests: when each was due, when it was answered, and how. */
final class Outcomes {

    private record Outcome(long dueNanos, long answeredNanos, String name) {

        double milliseconds() {
            return (answeredNanos - dueNanos) / 1e6;
        }
    }

    private final Queue<Outcome> all = new ConcurrentLinkedQueue<>();

    void add(long dueNanos, long answeredNanos, String name) {
        all.add(new Outcome(dueNanos, answeredNanos, name));
    }

    /**
     * requests per second; answered per second, their latency in ms (median, 99th percentile); turned away by 503 or 429
     * per second, their latency (median, 99th percentile, highest); 504; answered otherwise; connections refused and cut;
     * CPU seconds of this process.
     */
    String row(double seconds, double cpuSeconds) {
        double[] ok = milliseconds("200");
        double[] away = milliseconds("503", "429");
        int late = milliseconds("504").length;
        int refused = milliseconds("refused").length;
        int cut = milliseconds("cut").length;
        int others = all.size() - ok.length - away.length - late - refused - cut;
        return String.format(
                Locale.ROOT,
                "%.1f,%.1f,%.1f,%.1f,%.1f,%.1f,%.1f,%.1f,%d,%d,%d,%d,%.1f",
                all.size() / seconds,
                ok.length / seconds,
                percentile(ok, 0.5),
                percentile(ok, 0.99),
                away.length / seconds,
                percentile(away, 0.5),
                percentile(away, 0.99),
                percentile(away, 1),
                late,
                others,
                refused,
                cut,
                cpuSeconds);
    }

    /** A line for each: seconds from the start to its answer, latency in ms, outcome. */
    void write(Path file, long startNanos) throws IOException {
        Files.write(
                file,
                all.stream()
                        .map(
                                outcome ->
                                        String.format(
                                                Locale.ROOT,
                                                "%.3f,%.1f,%s",
                                                (outcome.answeredNanos() - startNanos) / 1e9,
                                                outcome.milliseconds(),
                                                outcome.name()))
                        .toList());
    }

    private double[] milliseconds(String... names) {
        return all.stream()
                .filter(outcome -> List.of(names).contains(outcome.name()))
                .mapToDouble(Outcome::milliseconds)
                .sorted()
                .toArray();
    }

    /** The smallest value that at least such a part is not above; 0 where there is none. */
    private static double percentile(double[] sorted, double part) {
        return sorted.length == 0
                ? 0
                : sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
    }
}
