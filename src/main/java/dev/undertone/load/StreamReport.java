package dev.undertone.load;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Arrays;

/**
 * What the callers saw.
 *
 * @param sessions that were planned
 * @param finished those that ended as they should
 * @param failed those that did not
 * @param firstFailure the reason of one of them, empty where there is none
 * @param audioSeconds that were sent
 * @param utterances that were answered
 * @param partials that came
 * @param partialLatencyMs from the sending of the chunk that holds a partial's end to its coming
 * @param callerCpuSeconds of this process
 */
@JsonPropertyOrder({
    "sessions",
    "finished",
    "failed",
    "firstFailure",
    "audioSeconds",
    "utterances",
    "partials",
    "partialLatencyMs",
    "callerCpuSeconds"
})
public record StreamReport(
        int sessions,
        int finished,
        int failed,
        String firstFailure,
        double audioSeconds,
        long utterances,
        long partials,
        Latency partialLatencyMs,
        double callerCpuSeconds) {

    /**
     * Quantiles in milliseconds; 0 where nothing came.
     *
     * @param p50 median
     * @param p90 nine in ten are at most this
     * @param p99 99 in 100 are at most this
     * @param highest of all
     */
    @JsonPropertyOrder({"p50", "p90", "p99", "highest"})
    public record Latency(double p50, double p90, double p99, double highest) {

        static Latency of(long[] nanos) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return new Latency(
                    quantile(sorted, 0.5),
                    quantile(sorted, 0.9),
                    quantile(sorted, 0.99),
                    quantile(sorted, 1));
        }

        /** The smallest value that a share of all do not exceed. */
        private static double quantile(long[] sorted, double share) {
            if (sorted.length == 0) {
                return 0;
            }
            int rank = (int) Math.ceil(share * sorted.length);
            return sorted[Math.max(0, rank - 1)] / 1e6;
        }
    }
}
