package dev.undertone.app;

import dev.undertone.observability.LogQueue;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process with a thread that died for want of memory or of further threads. Tomcat makes some of its threads once:
 * without the one that hands out what comes, the port stays open, nothing is answered, and a management port of its own says
 * that all is well. {@code -XX:+ExitOnOutOfMemoryError} sees neither threads that cannot be started nor direct buffers.
 */
final class DeadThreads implements Thread.UncaughtExceptionHandler {

    private static final int EXIT_CODE = 1;
    private static final Logger LOG = LoggerFactory.getLogger(DeadThreads.class);

    private final IntConsumer end;

    /**
     * Watches over threads.
     *
     * @param end takes the exit code, and ends the process
     */
    DeadThreads(IntConsumer end) {
        this.end = end;
    }

    /** Watches over all threads of the process, and halts it: there may be no thread for an orderly stop. */
    static void watch() {
        Thread.setDefaultUncaughtExceptionHandler(
                new DeadThreads(code -> Runtime.getRuntime().halt(code)));
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        if (!(failure instanceof OutOfMemoryError)) {
            LOG.error("thread {} died", thread.getName(), failure);
            return;
        }
        try {
            LOG.error("thread {} died, and the process with it", thread.getName(), failure);
            LogQueue.drain();
        } finally {
            end.accept(EXIT_CODE);
        }
    }
}
