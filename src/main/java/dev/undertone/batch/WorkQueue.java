package dev.undertone.batch;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Threads with a short queue: who submits waits for room, so that a long list is never in memory. The first failure stops all. */
final class WorkQueue implements AutoCloseable {

    /** Waiting for each thread, so that none is idle while the next file is looked up. */
    private static final int WAITING_PER_THREAD = 4;

    /** What a thread does. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }

    private final int places;
    private final Semaphore room;
    private final ExecutorService threads;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    WorkQueue(int threads) {
        this.places = threads * (1 + WAITING_PER_THREAD);
        this.room = new Semaphore(places);
        this.threads = Executors.newFixedThreadPool(threads, WorkQueue::thread);
    }

    /**
     * Waits for room, then leaves a task to the threads.
     *
     * @throws IOException that a task before threw
     */
    void submit(Task task) throws IOException, InterruptedException {
        requireNoFailure();
        room.acquire();
        threads.execute(
                () -> {
                    try {
                        if (failure.get() == null) {
                            task.run();
                        }
                    } catch (IOException | RuntimeException | Error e) {
                        failure.compareAndSet(null, e);
                    } finally {
                        room.release();
                    }
                });
    }

    /**
     * Waits until every task is done.
     *
     * @throws IOException that a task threw
     */
    void finish() throws IOException, InterruptedException {
        room.acquire(places);
        room.release(places);
        requireNoFailure();
    }

    private void requireNoFailure() throws IOException {
        Throwable first = failure.get();
        if (first instanceof IOException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (first != null) {
            throw new IllegalStateException(first);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "batch");
        thread.setDaemon(true);
        return thread;
    }

    /** Takes on no more and waits for the tasks under way, which may use what the caller closes next. */
    @Override
    public void close() {
        threads.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
