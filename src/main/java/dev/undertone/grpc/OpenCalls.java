package dev.undertone.grpc;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How many calls of ours there are; a watch of health, which never ends by itself, is none. */
final class OpenCalls {

    private int count;

    synchronized void add() {
        count++;
    }

    synchronized void remove() {
        count--;
        notifyAll();
    }

    synchronized int count() {
        return count;
    }

    /** Waits until there are none, or the patience ends. */
    synchronized void awaitNone(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long left = 1; count > 0 && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
        }
    }
}
