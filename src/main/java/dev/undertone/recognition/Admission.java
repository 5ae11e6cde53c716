package dev.undertone.recognition;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a bounded number of requests work, a bounded number wait in the order they came, and turns the rest away at once.
 * Time is taken from the monotonic clock.
 */
public final class Admission {

    /** Leave to work; close it to give the place to the next. */
    final class Pass implements AutoCloseable {

        private final long startNanos;
        private final long queuedNanos;

        private Pass(long startNanos) {
            this.startNanos = startNanos;
            this.queuedNanos = System.nanoTime() - startNanos;
        }

        long queuedNanos() {
            return queuedNanos;
        }

        /**
         * To be called before each costly step.
         *
         * @throws RecognitionException of {@link Reason#DEADLINE_EXCEEDED} once the deadline has passed
         */
        void requireTime() {
            if (System.nanoTime() - startNanos > limits.deadline().toNanos()) {
                throw deadlineExceeded();
            }
        }

        @Override
        public void close() {
            places.release();
        }
    }

    private final AdmissionLimits limits;
    private final Semaphore places;
    private final AtomicInteger waiting = new AtomicInteger();

    public Admission(AdmissionLimits limits) {
        this.limits = limits;
        this.places = new Semaphore(limits.inWork(), true);
    }

    /** Requests being worked on. */
    public int inWork() {
        return limits.inWork() - places.availablePermits();
    }

    /** Requests waiting for their turn. */
    public int queued() {
        return waiting.get();
    }

    /**
     * Refuses where {@link #enter} would, without waiting: to be asked before a large body is read.
     *
     * @throws RecognitionException of {@link Reason#OVERLOADED} if the queue is full
     */
    void requireRoom() {
        if (places.availablePermits() == 0 && waiting.get() >= limits.queued()) {
            throw overloaded();
        }
    }

    /**
     * Waits for a place.
     *
     * @throws RecognitionException of {@link Reason#OVERLOADED} if the queue is full, {@link Reason#DEADLINE_EXCEEDED}
     *     if no place came free in time, {@link Reason#SHUTTING_DOWN} if the thread is interrupted
     */
    Pass enter() {
        long start = System.nanoTime();
        if (places.tryAcquire()) {
            return new Pass(start);
        }
        if (waiting.incrementAndGet() > limits.queued()) {
            waiting.decrementAndGet();
            throw overloaded();
        }
        try {
            if (!places.tryAcquire(limits.deadline().toNanos(), TimeUnit.NANOSECONDS)) {
                throw deadlineExceeded();
            }
            return new Pass(start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RecognitionException(Reason.SHUTTING_DOWN, "stopped while waiting", e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    private RecognitionException overloaded() {
        return new RecognitionException(
                Reason.OVERLOADED,
                "%d requests are worked on and %d wait"
                        .formatted(limits.inWork(), limits.queued()));
    }

    private RecognitionException deadlineExceeded() {
        return new RecognitionException(
                Reason.DEADLINE_EXCEEDED,
                "not answered within %s seconds".formatted(limits.deadline().toSeconds()));
    }
}
