package dev.undertone.live;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one session, run one after the other by the workers that all sessions share. A session has its turn for a
 * few steps at a time, so that one that sends fast does not keep the others waiting; and its caller is asked to pause while
 * more waits than a bound.
 */
final class Strand {

    private static final int STEPS_PER_TURN = 16;
    private static final long BYTES_PER_TURN = 32 * 1024;
    private static final long PAUSE_BYTES = 128 * 1024;
    private static final int PAUSE_STEPS = 1024;

    /** One step; what it throws ends the session. */
    @FunctionalInterface
    interface Step {
        void run();
    }

    private record Waiting(Step step, int bytes) {}

    private final Executor workers;
    private final Consumer<Throwable> failed;
    private final Runnable afterWork;
    private final LiveTransport transport;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private long queuedBytes;
    private long heldBytes;
    private boolean scheduled;
    private boolean paused;
    private boolean closed;

    /**
     * An idle strand.
     *
     * @param workers run its turns
     * @param failed is told, on the strand, what a step threw
     * @param afterWork runs on the strand whenever nothing more waits
     * @param transport is asked to pause
     */
    Strand(
            Executor workers,
            Consumer<Throwable> failed,
            Runnable afterWork,
            LiveTransport transport) {
        this.workers = workers;
        this.failed = failed;
        this.afterWork = afterWork;
        this.transport = transport;
    }

    /** Adds a step, with the bytes that it holds; forgotten where the session is over. */
    void post(Step step, int bytes) {
        synchronized (queue) {
            if (closed) {
                return;
            }
            queue.add(new Waiting(step, bytes));
            queuedBytes += bytes;
            pauseIfFull();
            if (!scheduled) {
                schedule();
            }
        }
    }

    /** Says how many bytes wait elsewhere on behalf of the session. */
    void hold(long bytes) {
        synchronized (queue) {
            heldBytes = bytes;
            pauseIfFull();
            resumeIfRoom();
        }
    }

    /** Forgets what waits, and what will come. */
    void close() {
        synchronized (queue) {
            closed = true;
            queue.clear();
            queuedBytes = 0;
        }
    }

    private void schedule() {
        try {
            workers.execute(this::turn);
            scheduled = true;
        } catch (RejectedExecutionException e) {
            closed = true; // the workers have gone home: the service has stopped
        }
    }

    /** Told under the lock, so that no resume overtakes its pause. */
    private void pauseIfFull() {
        if (!paused && (queuedBytes + heldBytes > PAUSE_BYTES || queue.size() > PAUSE_STEPS)) {
            paused = true;
            transport.pause();
        }
    }

    private void resumeIfRoom() {
        if (paused
                && queuedBytes + heldBytes <= PAUSE_BYTES / 2
                && queue.size() <= PAUSE_STEPS / 2) {
            paused = false;
            transport.resume();
        }
    }

    private void turn() {
        try {
            long bytes = 0;
            for (int steps = 0; steps < STEPS_PER_TURN && bytes < BYTES_PER_TURN; steps++) {
                Waiting next = next();
                if (next == null) {
                    break;
                }
                bytes += next.bytes();
                next.step().run();
            }
            if (isEmpty()) {
                afterWork.run();
            }
        } catch (Throwable e) { // whatever a step throws ends its session, never a worker
            failed.accept(e);
        } finally {
            endTurn();
        }
    }

    private @Nullable Waiting next() {
        synchronized (queue) {
            Waiting next = queue.poll();
            if (next != null) {
                queuedBytes -= next.bytes();
            }
            return next;
        }
    }

    private boolean isEmpty() {
        synchronized (queue) {
            return queue.isEmpty();
        }
    }

    private void endTurn() {
        synchronized (queue) {
            resumeIfRoom();
            scheduled = false;
            if (!queue.isEmpty()) {
                schedule();
            }
        }
    }
}
