package dev.undertone.web;

import dev.undertone.live.LiveSessions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The connections of streams. At a stop it is the first to act: every session gets its last answer and is told to connect
 * anew, and its connection is closed in order, before the server closes what is left.
 */
@Component
final class OpenStreams implements SmartLifecycle {

    private static final Duration LAST_ANSWERS = Duration.ofSeconds(20);
    private static final Duration LAST_MESSAGES = Duration.ofSeconds(3);

    private final LiveSessions sessions;
    private final Set<StreamConnection> open = new HashSet<>();
    private volatile boolean running;

    OpenStreams(LiveSessions sessions) {
        this.sessions = sessions;
    }

    synchronized void add(StreamConnection connection) {
        open.add(connection);
    }

    synchronized void remove(StreamConnection connection) {
        open.remove(connection);
        notifyAll();
    }

    @Override
    public void start() {
        sessions.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        sessions.stop(LAST_ANSWERS);
        awaitClosed();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private synchronized void awaitClosed() {
        long deadline = System.nanoTime() + LAST_MESSAGES.toNanos();
        try {
            for (long left = 1; !open.isEmpty() && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, LAST_MESSAGES.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
