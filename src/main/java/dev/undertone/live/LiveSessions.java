package dev.undertone.live;

import dev.undertone.model.ScoreBatcher;
import dev.undertone.recognition.EmotionRecognizer;
import dev.undertone.recognition.ModelReference;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.recognition.UtteranceJudge;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All live sessions of a service: how many there may be, the workers that they share, and what ends those that fall
 * silent. Partials of all sessions are scored together.
 */
public final class LiveSessions implements AutoCloseable {

    /** A session whose connection never came to be gives its place back after this. */
    private static final Duration UNCLAIMED = Duration.ofSeconds(10);

    private static final long LOOK_SECONDS = 1;
    private static final int LARGEST_BATCH = 16;

    /** A partial waits for those of other sessions, the longer the more there are: among few it would wait in vain. */
    private static final Duration PATIENCE_PER_SESSION = Duration.ofNanos(250_000);

    private static final int MOST_PATIENT = 120;

    private final EmotionRecognizer recognizer;
    private final LiveLimits limits;
    private final SessionListener listener;
    private final Semaphore places;
    private final ExecutorService workers;
    private final ScoreBatcher batcher;
    private final ScheduledExecutorService clock;
    private final Set<LiveSession> sessions = ConcurrentHashMap.newKeySet();
    private final Set<Place> reserved = ConcurrentHashMap.newKeySet();
    private final AtomicLong unfinished = new AtomicLong();
    private volatile boolean stopping;

    /**
     * Starts the threads.
     *
     * @param recognizer judges the utterances; its own admission is not asked
     * @param limits what is taken on
     * @param threads that work for the sessions, positive
     * @param listener hears what becomes of them
     */
    public LiveSessions(
            EmotionRecognizer recognizer,
            LiveLimits limits,
            int threads,
            SessionListener listener) {
        this.recognizer = recognizer;
        this.limits = limits;
        this.listener = listener;
        this.places = new Semaphore(limits.sessions());
        this.workers = Executors.newFixedThreadPool(threads, work -> thread(work, "live"));
        this.batcher = new ScoreBatcher(LARGEST_BATCH, this::patience, 1);
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> thread(work, "live-clock"));
        Future<?> unused =
                clock.scheduleWithFixedDelay(
                        this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** Room for one session, taken before its connection is. Closing it, or opening the session, uses it up. */
    public final class Place implements AutoCloseable {

        private final long reservedNanos = System.nanoTime();
        private final AtomicBoolean used = new AtomicBoolean();

        private Place() {}

        /**
         * Opens the session.
         *
         * @param transport carries its events
         * @throws RecognitionException of {@link Reason#SESSION_LIMIT} if the connection came too late, {@link
         *     Reason#SHUTTING_DOWN} if the service stops
         */
        public LiveSession open(LiveTransport transport) {
            if (!used.compareAndSet(false, true)) {
                throw full();
            }
            reserved.remove(this);
            LiveSession session = new LiveSession(LiveSessions.this, transport);
            unfinished.incrementAndGet();
            sessions.add(session);
            listener.opened();
            if (stopping) {
                session.stop();
            }
            return session;
        }

        @Override
        public void close() {
            if (used.compareAndSet(false, true)) {
                reserved.remove(this);
                places.release();
            }
        }
    }

    /**
     * Takes a place for a session.
     *
     * @throws RecognitionException of {@link Reason#SESSION_LIMIT} or {@link Reason#SHUTTING_DOWN}
     */
    public Place reserve() {
        if (stopping) {
            throw new RecognitionException(Reason.SHUTTING_DOWN, "no more sessions are taken on");
        }
        if (!places.tryAcquire()) {
            throw full();
        }
        Place place = new Place();
        reserved.add(place);
        return place;
    }

    /** Sessions that are open. */
    public int open() {
        return sessions.size();
    }

    /** What is taken on. */
    public LiveLimits limits() {
        return limits;
    }

    /** Takes on sessions, also after a {@link #stop}. */
    public void start() {
        stopping = false;
    }

    /**
     * Takes on no more sessions, and ends those there are with the answer for what has come of their last utterances.
     *
     * @param patience how long to wait for that
     */
    public void stop(Duration patience) {
        stopping = true;
        sessions.forEach(LiveSession::stop);
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (unfinished) {
            long left = deadline - System.nanoTime();
            while (unfinished.get() > 0 && left > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(unfinished, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
                left = deadline - System.nanoTime();
            }
        }
    }

    /** Ends the threads, and with them what is at work. */
    @Override
    public void close() {
        stopping = true;
        clock.shutdownNow();
        batcher.close();
        workers.shutdownNow();
    }

    /** The model that answers now. */
    ModelReference model(LiveOptions options) {
        try (UtteranceJudge judge = judge(options)) {
            return judge.model();
        }
    }

    /** To be closed. */
    UtteranceJudge judge(LiveOptions options) {
        return recognizer.judge(options.recognition());
    }

    Executor workers() {
        return workers;
    }

    ScoreBatcher batcher() {
        return batcher;
    }

    SessionListener listener() {
        return listener;
    }

    void closed(LiveSession session, LiveSession.Outcome outcome, @Nullable Reason reason) {
        sessions.remove(session);
        places.release();
        switch (outcome) {
            case FINISHED -> listener.finished();
            case CANCELLED -> listener.cancelled();
            case FAILED -> listener.failed(reason == null ? Reason.INTERNAL : reason);
        }
        synchronized (unfinished) {
            unfinished.decrementAndGet();
            unfinished.notifyAll();
        }
    }

    private Duration patience() {
        return PATIENCE_PER_SESSION.multipliedBy(Math.min(sessions.size(), MOST_PATIENT));
    }

    private void look() {
        long now = System.nanoTime();
        sessions.forEach(session -> session.requireNews(now));
        for (Place place : reserved) {
            if (now - place.reservedNanos > UNCLAIMED.toNanos()) {
                place.close();
            }
        }
    }

    private RecognitionException full() {
        return new RecognitionException(
                Reason.SESSION_LIMIT, "%d sessions are open".formatted(limits.sessions()));
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
