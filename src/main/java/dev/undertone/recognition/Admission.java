package dev.undertone.recognition;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets a bounded number of requests work, a bounded number wait in the order they came, and turns the rest away at once.
 *
 * <p>Work runs on threads of its own, as many as requests may work: native code would pin the carriers of virtual
 * threads, and a caller whose deadline passes is answered even where the engine hangs. Time is taken from the monotonic
 * clock.
 */
public final class Admission implements AutoCloseable {

    /** What an admitted request does. */
    @FunctionalInterface
    interface Task<T> {
        T run(Pass pass) throws IOException;
    }

    /** Leave to work, and how much time is left. */
    final class Pass {

        private final long arrivedNanos;
        private final long queuedNanos;

        private Pass(long arrivedNanos) {
            this.arrivedNanos = arrivedNanos;
            this.queuedNanos = System.nanoTime() - arrivedNanos;
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
            if (System.nanoTime() - arrivedNanos > limits.deadline().toNanos()) {
                throw deadlineExceeded();
            }
        }
    }

    private final AdmissionLimits limits;
    private final ThreadPoolExecutor workers;

    /** Starts with nothing at work; threads are made as requests come. */
    public Admission(AdmissionLimits limits) {
        this.limits = limits;
        BlockingQueue<Runnable> queue =
                limits.queued() == 0
                        ? new SynchronousQueue<>()
                        : new ArrayBlockingQueue<>(limits.queued());
        this.workers =
                new ThreadPoolExecutor(
                        limits.inWork(),
                        limits.inWork(),
                        0,
                        TimeUnit.SECONDS,
                        queue,
                        Admission::worker);
    }

    /** Requests being worked on. */
    public int inWork() {
        return workers.getActiveCount();
    }

    /** Requests waiting for their turn. */
    public int queued() {
        return workers.getQueue().size();
    }

    /**
     * Refuses where {@link #admit} would, without waiting: to be asked before a large body is read.
     *
     * @throws RecognitionException of {@link Reason#OVERLOADED} if nothing more can wait
     */
    void requireRoom() {
        if (inWork() >= limits.inWork() && queued() >= limits.queued()) {
            throw overloaded();
        }
    }

    /**
     * Waits for a turn, then for the work.
     *
     * @throws RecognitionException of {@link Reason#OVERLOADED} if nothing more can wait, {@link
     *     Reason#DEADLINE_EXCEEDED} if the deadline passes in the queue or at work, {@link Reason#SHUTTING_DOWN} if the
     *     caller's thread is interrupted
     * @throws IOException what the task throws
     */
    <T> T admit(Task<T> task) throws IOException {
        long arrived = System.nanoTime();
        Future<T> work = submit(task, arrived);
        try {
            return work.get(limits.deadline().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            work.cancel(true);
            throw deadlineExceeded();
        } catch (InterruptedException e) {
            work.cancel(true);
            Thread.currentThread().interrupt();
            throw new RecognitionException(Reason.SHUTTING_DOWN, "stopped while waiting", e);
        } catch (ExecutionException e) {
            throw rethrown(e);
        }
    }

    /** Stops taking on and interrupts what is at work. */
    @Override
    public void close() {
        workers.shutdownNow();
    }

    private <T> Future<T> submit(Task<T> task, long arrivedNanos) {
        try {
            return workers.submit(() -> task.run(new Pass(arrivedNanos)));
        } catch (RejectedExecutionException e) {
            throw workers.isShutdown()
                    ? new RecognitionException(Reason.SHUTTING_DOWN, "no more is taken on", e)
                    : overloaded();
        }
    }

    private static RuntimeException rethrown(ExecutionException e) throws IOException {
        Throwable cause = e.getCause();
        if (cause instanceof IOException failure) {
            throw failure;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure
                ? failure
                : new IllegalStateException(cause);
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "recognition");
        thread.setDaemon(true);
        return thread;
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
