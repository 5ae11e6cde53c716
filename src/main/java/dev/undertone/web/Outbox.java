package dev.undertone.web;

import jakarta.websocket.CloseReason;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be sent over one connection, one message after the other and never on the caller's time: a caller that
 * does not read costs a bounded buffer and, past its bound, its connection.
 */
final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** Some seconds of partials with attention; a whole answer of 30 s has 40,000 characters. */
    private static final int MOST_WAITING_CHARS = 256 * 1024;

    private static final long SEND_TIMEOUT_MS = 10_000;

    /** Closing waits for the peer, which may not read: not on a worker's time. */
    private static final Executor CLOSERS = Executors.newCachedThreadPool(Outbox::closer);

    private final Session socket;
    private final Runnable stalled;
    private final Queue<String> waiting = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private int waitingChars;
    private boolean sending;
    private boolean abandoned;
    private @Nullable CloseReason close;

    /**
     * For one connection.
     *
     * @param stalled is told once, when more waits than may
     */
    Outbox(Session socket, Runnable stalled) {
        this.socket = socket;
        this.stalled = stalled;
        socket.getAsyncRemote().setSendTimeout(SEND_TIMEOUT_MS);
    }

    /** Sends a text message once those before it are sent. */
    void send(String text) {
        synchronized (waiting) {
            if (abandoned || close != null) {
                return;
            }
            waiting.add(text);
            waitingChars += text.length();
            if (waitingChars <= MOST_WAITING_CHARS) {
                if (!sending) {
                    sendNext();
                }
                return;
            }
            forget();
        }
        stalled.run();
    }

    /** Closes the connection once all is sent. */
    void close(int code, String reason) {
        synchronized (waiting) {
            if (close == null) {
                close = new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason);
                if (!sending || abandoned) {
                    closeNow(close);
                }
            }
        }
    }

    /** Forgets what waits: nobody reads any more. */
    void abandon() {
        synchronized (waiting) {
            forget();
        }
    }

    private void forget() {
        abandoned = true;
        waiting.clear();
        waitingChars = 0;
    }

    /** One message is on its way at a time; the next one goes when the container says that it has gone. */
    private void sendNext() {
        String next = waiting.poll();
        if (next == null) {
            sending = false;
            if (close != null) {
                closeNow(close);
            }
            return;
        }
        waitingChars -= next.length();
        sending = true;
        try {
            socket.getAsyncRemote().sendText(next, this::sent);
        } catch (IllegalStateException e) {
            LOG.debug("the connection closed meanwhile");
            forget();
        }
    }

    private void sent(SendResult result) {
        boolean failed = !result.isOK();
        synchronized (waiting) {
            if (failed) {
                forget();
            } else if (!abandoned) {
                sendNext();
            }
            if (abandoned) {
                sending = false;
                if (close != null) {
                    closeNow(close);
                }
            }
        }
        if (failed) {
            stalled.run();
        }
    }

    private void closeNow(CloseReason reason) {
        CLOSERS.execute(
                () -> {
                    try {
                        socket.close(reason);
                    } catch (IOException | IllegalStateException e) {
                        LOG.debug("the connection closed meanwhile");
                    } finally {
                        closed.countDown();
                    }
                });
    }

    /** Waits until the connection is closed, as long as a message may take to be sent. */
    void awaitClosed() {
        try {
            if (!closed.await(SEND_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
                LOG.debug("the connection is still open");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread closer(Runnable work) {
        Thread thread = new Thread(work, "stream-closer");
        thread.setDaemon(true);
        return thread;
    }
}
