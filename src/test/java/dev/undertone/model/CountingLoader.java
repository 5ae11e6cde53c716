package dev.undertone.model;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Loads networks as the service does, and counts those that are open. */
final class CountingLoader implements Network.Loader {

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    @Override
    public Network load(VerifiedModel verified, int predictors, ComputeDevice device) {
        Network network = LoadedNetwork.load(verified, predictors, device);
        opened.incrementAndGet();
        open.incrementAndGet();
        return new Network() {

            private final AtomicInteger inferences = new AtomicInteger();
            private volatile boolean closed;

            @Override
            public List<EmotionScores> score(List<ModelInput> inputs) {
                inferences.incrementAndGet();
                try {
                    requireOpen();
                    return network.score(inputs);
                } finally {
                    inferences.decrementAndGet();
                }
            }

            @Override
            public void close() {
                requireOpen();
                closed = true;
                if (inferences.get() != 0) {
                    throw new IllegalStateException("freed while it runs");
                }
                network.close();
                open.decrementAndGet();
            }

            private void requireOpen() {
                if (closed) {
                    throw new IllegalStateException("used after it was freed");
                }
            }
        };
    }

    /** Networks that hold native memory now. */
    int open() {
        return open.get();
    }

    /** All that ever did. */
    int opened() {
        return opened.get();
    }
}
