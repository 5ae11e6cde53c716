package dev.undertone.web;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What is left to one client, on the monotonic clock. */
final class ClientAllowance {

    private final ClientLimits limits;
    private final @Nullable Bucket requests;
    private final AtomicInteger onTheirWay = new AtomicInteger();

    ClientAllowance(ClientLimits limits) {
        this.limits = limits;
        this.requests = limits.requestsPerMinute() == 0 ? null : bucket(limits);
    }

    private static Bucket bucket(ClientLimits limits) {
        return Bucket.builder()
                .addLimit(
                        limit ->
                                limit.capacity(limits.burst())
                                        .refillGreedy(
                                                limits.requestsPerMinute(), Duration.ofMinutes(1)))
                .withNanosecondPrecision()
                .build();
    }

    /**
     * Takes one request on, which has to be {@linkplain #leave left} again.
     *
     * @throws RecognitionException of rate-limited, with the time after which there is room where that is known
     */
    void enter() {
        if (onTheirWay.incrementAndGet() > limits.atATime() && limits.atATime() > 0) {
            onTheirWay.decrementAndGet();
            throw new RecognitionException(
                    Reason.RATE_LIMITED,
                    "expected at most %d requests at a time".formatted(limits.atATime()));
        }
        try {
            take();
        } catch (RecognitionException e) {
            onTheirWay.decrementAndGet();
            throw e;
        }
    }

    /** One request has ended. */
    void leave() {
        onTheirWay.decrementAndGet();
    }

    private void take() {
        if (requests == null) {
            return;
        }
        ConsumptionProbe probe = requests.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw RecognitionException.rateLimited(
                    "expected at most %d requests a minute".formatted(limits.requestsPerMinute()),
                    wholeSeconds(probe.getNanosToWaitForRefill()));
        }
    }

    private static int wholeSeconds(long nanos) {
        long second = TimeUnit.SECONDS.toNanos(1);
        return (int) ((nanos + second - 1) / second);
    }
}
