package dev.undertone.recognition;

import java.time.Duration;

/** By when a request has to be answered, on the monotonic clock: no change of the wall clock moves it. */
public final class Deadline {

    /** Longer than any process lives; whoever reads and writes cuts what stands still. */
    private static final Duration NEVER = Duration.ofDays(365);

    private final long startNanos;
    private final Duration patience;

    private Deadline(long startNanos, Duration patience) {
        this.startNanos = startNanos;
        this.patience = patience;
    }

    /** So long from now. */
    public static Deadline in(Duration patience) {
        return since(System.nanoTime(), patience);
    }

    /**
     * So long from a moment that may have passed.
     *
     * @param startNanos of {@link System#nanoTime}
     */
    public static Deadline since(long startNanos, Duration patience) {
        return new Deadline(startNanos, patience);
    }

    /** Never passes. */
    public static Deadline none() {
        return in(NEVER);
    }

    /** How much time is left; negative once it has passed. */
    long remainingNanos() {
        return patience.toNanos() - (System.nanoTime() - startNanos);
    }

    /**
     * To be called before each costly step.
     *
     * @throws RecognitionException of {@link Reason#DEADLINE_EXCEEDED} once it has passed
     */
    public void require() {
        if (remainingNanos() <= 0) {
            throw exceeded();
        }
    }

    RecognitionException exceeded() {
        return new RecognitionException(
                Reason.DEADLINE_EXCEEDED,
                "not answered within %s seconds".formatted(patience.toNanos() / 1e9));
    }
}
