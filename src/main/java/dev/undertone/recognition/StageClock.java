package dev.undertone.recognition;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** Takes the time of each stage of one request and tells the listener. */
final class StageClock {

    /** A step that may fail to read. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException;
    }

    private final RecognitionListener listener;
    private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);

    StageClock(RecognitionListener listener) {
        this.listener = listener;
    }

    /** A clock for one channel, which shares what has been taken so far. */
    StageClock split() {
        StageClock clock = new StageClock(listener);
        clock.nanos.putAll(nanos);
        return clock;
    }

    void add(Stage stage, long elapsed) {
        nanos.merge(stage, elapsed, Long::sum);
        listener.timed(stage, elapsed);
    }

    <T> T time(Stage stage, Step<T> step) throws IOException {
        long start = System.nanoTime();
        try {
            return step.run();
        } finally {
            add(stage, System.nanoTime() - start);
        }
    }

    Processing processing() {
        return new Processing(
                milliseconds(Stage.QUEUE),
                milliseconds(Stage.DECODE),
                milliseconds(Stage.FEATURE),
                milliseconds(Stage.INFERENCE));
    }

    private float milliseconds(Stage stage) {
        return (float) (nanos.getOrDefault(stage, 0L) / 1e6);
    }
}
