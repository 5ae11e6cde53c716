package dev.undertone.recognition;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets a bounded number of requests work, a bounded number wait, and turns the rest away at once.
 *
 * <p>Work runs on threads of its own: native code would pin the carriers of virtual threads, and a caller whose deadline
 * passes is answered even where the engine hangs. Such a thread is left behind and another takes its place, as often as
 * requests may work at a time; from then on each that hangs costs one place until it ends. Time is taken from the
 * monotonic clock.
 *
 * <p>Long recordings do not block short ones: these pass them in the {@link WaitingLine}, half of which is theirs, and
 * where there is more than one place at work, one is.
 */
public final class Admission implements AutoCloseable {

    /** What an admitted request does. */
    @FunctionalInterface
    interface Task<T> {
        T run(Pass pass) throws IOException;
    }

    /**
     * Leave to work.
     *
     * @param deadline that was set
     * @param queuedNanos time in the line
     */
    record Pass(Deadline deadline, long queuedNanos) {

        /**
         * To be called before each costly step.
         *
         * @throws RecognitionException of {@link Reason#DEADLINE_EXCEEDED} once the deadline has passed
         */
        void requireTime() {
            deadline.require();
        }
    }

    private final AdmissionLimits limits;
    private final ExecutorService workers;

    /** Made once: formatting it takes longer than all else that turning a request away needs here. */
    private final String full;

    // What follows is guarded by this.
    private final WaitingLine line = new WaitingLine();
    private int atWork;
    private int longsAtWork;
    private int leftBehind;
    private boolean closed;

    /** Starts with nothing at work; threads are made as requests come. */
    public Admission(AdmissionLimits limits) {
        this(limits, Admission::worker);
    }

    Admission(AdmissionLimits limits, ThreadFactory threads) {
        this.limits = limits;
        this.workers = Executors.newCachedThreadPool(threads);
        this.full =
                "%d requests are worked on and %d wait".formatted(limits.inWork(), limits.queued());
    }

    /** That of a request which comes now and sets none. */
    Deadline deadline() {
        return Deadline.in(limits.deadline());
    }

    /** Requests being worked on, those left behind included. */
    public synchronized int inWork() {
        return atWork;
    }

    /** Requests being worked on though their deadline has passed and their caller is answered. */
    public synchronized int leftBehind() {
        return leftBehind;
    }

    /** Requests waiting for their turn. */
    public synchronized int queued() {
        return line.size();
    }

    /**
     * Refuses where {@link #admit} would, without waiting: to be asked before a large body is read.
     *
     * @throws RecognitionException of {@link Reason#OVERLOADED} if nothing more can wait
     */
    synchronized void requireRoom() {
        if (!hasPlace() && line.size() >= limits.queued()) {
            throw overloaded();
        }
    }

    /** The same with the deadline of the limits, for a recording of unknown length. */
    <T> T admit(Task<T> task) throws IOException {
        return admit(deadline(), 0, task);
    }

    /**
     * Waits for a turn, then for the work.
     *
     * @param deadline after which the caller is answered, come what may; where it passes in the line, nothing is run
     * @param audioSeconds how much audio it seems to be, 0 where nobody knows
     * @throws RecognitionException of {@link Reason#OVERLOADED} if nothing more can wait, {@link
     *     Reason#DEADLINE_EXCEEDED} if the deadline passes in the queue or at work, {@link Reason#SHUTTING_DOWN} if the
     *     caller's thread is interrupted, or nothing is taken on any more
     * @throws IOException what the task throws
     */
    <T> T admit(Deadline deadline, double audioSeconds, Task<T> task) throws IOException {
        deadline.require();
        Turn<T> turn = enter(deadline, audioSeconds, task);
        try {
            return turn.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            leave(turn);
            throw deadline.exceeded();
        } catch (InterruptedException e) {
            leave(turn);
            Thread.currentThread().interrupt();
            throw new RecognitionException(Reason.SHUTTING_DOWN, "stopped while waiting", e);
        } catch (ExecutionException e) {
            throw rethrown(e);
        }
    }

    /** Stops taking on and interrupts what waits or is at work. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            for (Turn<?> turn = line.poll(true); turn != null; turn = line.poll(true)) {
                turn.moveTo(Turn.Place.DONE);
                turn.refuse(shuttingDown());
            }
        }
        workers.shutdownNow();
    }

    private synchronized <T> Turn<T> enter(Deadline deadline, double audioSeconds, Task<T> task) {
        if (closed) {
            throw shuttingDown();
        }
        long arrivedNanos = System.nanoTime();
        Turn<T> turn =
                new Turn<>(
                        () -> run(task, deadline, arrivedNanos),
                        arrivedNanos,
                        audioSeconds,
                        this::end);
        if (!hasPlaceFor(turn) && (line.size() >= limits.queued() || isLongLineFull(turn))) {
            throw overloaded();
        }
        line.add(turn);
        startNext();
        return turn;
    }

    private static <T> T run(Task<T> task, Deadline deadline, long arrivedNanos)
            throws IOException {
        deadline.require();
        return task.run(new Pass(deadline, System.nanoTime() - arrivedNanos));
    }

    private boolean hasPlace() {
        return atWork - Math.min(leftBehind, limits.inWork()) < limits.inWork();
    }

    private boolean hasPlaceForLong() {
        return longsAtWork < Math.max(1, limits.inWork() - 1);
    }

    private boolean hasPlaceFor(Turn<?> turn) {
        return hasPlace() && (!turn.isLong() || hasPlaceForLong());
    }

    private boolean isLongLineFull(Turn<?> turn) {
        return turn.isLong() && line.longs() >= (limits.queued() + 1) / 2;
    }

    private void startNext() {
        while (hasPlace()) {
            Turn<?> next = line.poll(hasPlaceForLong());
            if (next == null) {
                return;
            }
            next.moveTo(Turn.Place.AT_WORK);
            atWork++;
            longsAtWork += next.isLong() ? 1 : 0;
            begin(next);
        }
    }

    /** Runs what has a place; where the system has no thread for it, it is refused and leaves its place. */
    private void begin(Turn<?> turn) {
        try {
            workers.execute(turn);
        } catch (OutOfMemoryError e) {
            turn.refuse(
                    new RecognitionException(
                            Reason.OVERLOADED, "there is no thread to work on the request", e));
            end(turn);
        }
    }

    /** The caller waits no longer. */
    private synchronized void leave(Turn<?> turn) {
        turn.cancel(true);
        if (turn.place() == Turn.Place.WAITING) {
            turn.moveTo(Turn.Place.DONE);
            line.remove(turn);
        } else if (turn.place() == Turn.Place.AT_WORK) {
            turn.moveTo(Turn.Place.LEFT_BEHIND);
            leftBehind++;
            longsAtWork -= turn.isLong() ? 1 : 0;
            startNext();
        }
    }

    /** The work is over. */
    private synchronized void end(Turn<?> turn) {
        Turn.Place place = turn.place();
        if (place == Turn.Place.DONE) {
            return;
        }
        turn.moveTo(Turn.Place.DONE);
        atWork--;
        if (place == Turn.Place.LEFT_BEHIND) {
            leftBehind--;
        } else {
            longsAtWork -= turn.isLong() ? 1 : 0;
        }
        startNext();
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
        return new RecognitionException(Reason.OVERLOADED, full);
    }

    private static RecognitionException shuttingDown() {
        return new RecognitionException(Reason.SHUTTING_DOWN, "no more is taken on");
    }
}
