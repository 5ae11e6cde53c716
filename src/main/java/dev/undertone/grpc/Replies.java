package dev.undertone.grpc;

import dev.undertone.grpc.v1.StreamResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one caller, at his pace and never on a worker's time: one who does not read costs a bounded
 * buffer and, past its bound or after a while, his call.
 */
final class Replies {

    /** Half a minute of partials with attention; a whole answer of 30 s has 12,000 bytes. */
    private static final int MOST_WAITING_BYTES = 128 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServerCallStreamObserver<StreamResponse> call;
    private final Runnable cut;
    private final Runnable stalled;
    private final ScheduledExecutorService clock;
    private final Queue<StreamResponse> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long sent;
    private boolean watched;
    private boolean abandoned;
    private boolean ending;
    private boolean over;
    private @Nullable StatusRuntimeException failure;

    /**
     * For one call.
     *
     * @param cut ends it at once
     * @param stalled is told once, when the caller does not read
     * @param clock looks after callers who do not
     */
    Replies(
            ServerCallStreamObserver<StreamResponse> call,
            Runnable cut,
            Runnable stalled,
            ScheduledExecutorService clock) {
        this.call = call;
        this.cut = cut;
        this.stalled = stalled;
        this.clock = clock;
    }

    /** Sends a message once those before it are sent. */
    void send(StreamResponse message) {
        boolean full;
        synchronized (waiting) {
            if (abandoned || ending) {
                return;
            }
            waiting.add(message);
            waitingBytes += message.getSerializedSize();
            drain();
            full = waitingBytes > MOST_WAITING_BYTES;
            if (full) {
                forget();
            }
        }
        if (full) {
            stalled.run();
        }
    }

    /** Sends what the connection takes; to be called whenever it takes more. */
    void drain() {
        synchronized (waiting) {
            while (!over && call.isReady() && !waiting.isEmpty()) {
                StreamResponse next = waiting.remove();
                waitingBytes -= next.getSerializedSize();
                sent++;
                call.onNext(next);
            }
            if (ending && waiting.isEmpty()) {
                close();
            }
            watch();
        }
    }

    /** Ends the call once all is sent: well, or by a failure. */
    void end(@Nullable StatusRuntimeException problem) {
        synchronized (waiting) {
            if (!ending) {
                ending = true;
                failure = problem;
                drain();
            }
        }
    }

    /** Forgets what waits: nobody reads any more. */
    void abandon() {
        synchronized (waiting) {
            forget();
            over = true;
        }
    }

    private void forget() {
        abandoned = true;
        waiting.clear();
        waitingBytes = 0;
    }

    /** The status waits in the connection behind the last messages, for which there is as much patience again. */
    private void close() {
        if (over) {
            return;
        }
        over = true;
        if (abandoned) {
            cut.run();
        } else if (failure == null) {
            call.onCompleted();
        } else {
            call.onError(failure);
        }
        if (!abandoned) {
            later(this::cutIfOpen);
        }
    }

    private void cutIfOpen() {
        synchronized (waiting) {
            if (!abandoned) {
                cut.run();
            }
        }
    }

    private void watch() {
        if (!watched && !over && !waiting.isEmpty()) {
            watched = true;
            long seen = sent;
            later(() -> look(seen));
        }
    }

    private void look(long seen) {
        synchronized (waiting) {
            watched = false;
            if (over || waiting.isEmpty()) {
                return;
            }
            if (sent != seen) {
                watch();
                return;
            }
            forget();
            if (ending) {
                close();
                return;
            }
        }
        stalled.run();
    }

    private void later(Runnable step) {
        try {
            Future<?> unused = clock.schedule(step, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            cut.run(); // the server has stopped
        }
    }
}
