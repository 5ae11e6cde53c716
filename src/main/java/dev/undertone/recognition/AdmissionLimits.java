package dev.undertone.recognition;

import java.time.Duration;

/**
 * How much is taken on at a time.
 *
 * @param inWork requests worked on, positive; as many again may be left behind by callers whose deadline has passed
 * @param queued requests that wait for their turn, not negative
 * @param deadline from a request's arrival to its answer where it sets none itself, positive
 */
public record AdmissionLimits(int inWork, int queued, Duration deadline) {

    /** One request per core, 16 waiting for each, 30 seconds. */
    public static final AdmissionLimits DEFAULT =
            new AdmissionLimits(
                    Runtime.getRuntime().availableProcessors(),
                    16 * Runtime.getRuntime().availableProcessors(),
                    Duration.ofSeconds(30));

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if nothing could be worked on
     */
    public AdmissionLimits {
        if (inWork <= 0 || queued < 0) {
            throw new IllegalArgumentException(
                    "expected at least 1 in work and 0 queued but got %d and %d"
                            .formatted(inWork, queued));
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("expected a positive deadline but got " + deadline);
        }
    }

    /** Most requests that are at work at a time, those left behind included. */
    public int mostAtWork() {
        return 2 * inWork;
    }
}
