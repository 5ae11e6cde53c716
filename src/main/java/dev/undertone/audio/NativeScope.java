package dev.undertone.audio;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Pointer;

/** Owns native objects and releases them in the reverse order, once. Not thread-safe. */
final class NativeScope implements AutoCloseable {

    private final Deque<Runnable> releases = new ArrayDeque<>();

    /**
     * Takes an object that was just allocated.
     *
     * @param object the result of an allocation
     * @param release frees it
     * @return the object
     * @throws OutOfMemoryError if the allocation failed
     */
    <P extends Pointer> P own(P object, Consumer<P> release) {
        if (Pointer.isNull(object)) {
            throw new OutOfMemoryError("native memory for audio decoding");
        }
        onClose(() -> release.accept(object));
        return object;
    }

    /** Adds a step to the release. */
    void onClose(Runnable step) {
        releases.push(step);
    }

    @Override
    public void close() {
        while (!releases.isEmpty()) {
            releases.pop().run();
        }
    }
}
