package dev.undertone.model;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A model for as long as somebody needs it: it answers until the lease is closed, also where another version has taken its
 * place meanwhile. Whoever lets go last frees its memory.
 */
public final class ModelLease implements AutoCloseable {

    private final EmotionModel model;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Of a model that is held for it. */
    ModelLease(EmotionModel model) {
        this.model = model;
    }

    /** Not to be used after {@link #close()}. */
    public EmotionModel model() {
        return model;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            model.letGo();
        }
    }
}
