package dev.undertone.web;

import dev.undertone.recognition.Judgement;
import dev.undertone.recognition.ModelReference;
import dev.undertone.recognition.RecognitionListener;
import dev.undertone.recognition.Stage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stops requests as their work begins, as native code that hangs would: no interrupt moves them, only {@link #open}. Also
 * notes what was judged, and how often a model ran.
 */
final class Gate implements RecognitionListener {

    private final AtomicInteger toStop = new AtomicInteger();
    private final AtomicInteger inferences = new AtomicInteger();
    private final List<Double> judgedSeconds = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private volatile CountDownLatch opened = new CountDownLatch(0);

    /** Stops the next requests that come to work. */
    void stopNext(int requests) {
        opened = new CountDownLatch(1);
        stopped = new CountDownLatch(requests);
        judgedSeconds.clear();
        toStop.set(requests);
    }

    /** Waits until they stand still. */
    void awaitStopped() throws InterruptedException {
        stopped.await();
    }

    void open() {
        toStop.set(0);
        opened.countDown();
    }

    int inferences() {
        return inferences.get();
    }

    /** Lengths of what was judged since {@link #stopNext}, in that order. */
    List<Double> judgedSeconds() {
        return List.copyOf(judgedSeconds);
    }

    @Override
    public void timed(Stage stage, long nanos) {
        if (stage == Stage.INFERENCE) {
            inferences.incrementAndGet();
        }
        if (stage == Stage.QUEUE && toStop.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            stopped.countDown();
            standStill();
        }
    }

    @Override
    public void judged(ModelReference model, Judgement judgement, double audioSeconds) {
        judgedSeconds.add(audioSeconds);
    }

    private void standStill() {
        boolean interrupted = false;
        while (opened.getCount() > 0) {
            try {
                opened.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
