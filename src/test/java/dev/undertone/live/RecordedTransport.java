package dev.undertone.live;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps what a session tells. */
final class RecordedTransport implements LiveTransport {

    private final List<LiveEvent> events = new ArrayList<>();
    private final CountDownLatch bye = new CountDownLatch(1);
    private int pauses;
    private int resumes;

    @Override
    public synchronized void send(LiveEvent event) {
        events.add(event);
        notifyAll();
        if (event instanceof LiveEvent.Bye) {
            bye.countDown();
        }
    }

    @Override
    public synchronized void pause() {
        pauses++;
    }

    @Override
    public synchronized void resume() {
        resumes++;
        notifyAll();
    }

    synchronized int pauses() {
        return pauses;
    }

    synchronized int resumes() {
        return resumes;
    }

    /** All events, once the last one is there. */
    List<LiveEvent> all() throws InterruptedException {
        if (!bye.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("no bye within 30 s but " + soFar());
        }
        return soFar();
    }

    synchronized List<LiveEvent> soFar() {
        return List.copyOf(events);
    }

    /** Waits until there are as many events of a kind. */
    synchronized <T extends LiveEvent> List<T> await(Class<T> kind, int count)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (only(kind).size() < count && System.nanoTime() < deadline) {
            wait(1000);
        }
        return only(kind);
    }

    synchronized <T extends LiveEvent> List<T> only(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
