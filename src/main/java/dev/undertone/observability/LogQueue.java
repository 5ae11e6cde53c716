package dev.undertone.observability;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.LoggerFactory;

/**
 * Stands between the log and the standard output, which may stand still: what nobody reads is queued up to a number of lines,
 * and beyond it dropped and counted. Whoever logs never waits.
 */
public final class LogQueue extends AsyncAppender {

    /** Lines of all queues that were dropped since the process began. */
    static final LongAdder DROPPED = new LongAdder();

    private static final int MOST_LINES = 1024;
    private static final String NAME = "CONSOLE_QUEUE";
    private static final String CONSOLE = "CONSOLE";

    private final Lock room = new ReentrantLock();

    LogQueue(Appender<ILoggingEvent> target, int mostLines) {
        setContext(target.getContext());
        setName(NAME);
        setQueueSize(mostLines);
        setDiscardingThreshold(0);
        setNeverBlock(true);
        addAppender(target);
    }

    /** Puts a queue before Spring Boot's appender of the standard output, where the log has it. */
    public static void install() {
        Logger root = root();
        Appender<ILoggingEvent> console = root.getAppender(CONSOLE);
        if (console != null) {
            LogQueue queue = new LogQueue(console, MOST_LINES);
            queue.start();
            root.detachAppender(console);
            root.addAppender(queue);
        }
    }

    /** Writes what is queued, as far as that takes a second at most; nothing is logged afterwards. */
    public static void drain() {
        Appender<ILoggingEvent> queue = root().getAppender(NAME);
        if (queue != null) {
            queue.stop();
        }
    }

    /** One at a time, so that there is room for what is passed on; only the writer takes out meanwhile. */
    @Override
    protected void append(ILoggingEvent event) {
        room.lock();
        try {
            if (getRemainingCapacity() > 0) {
                super.append(event);
            } else {
                DROPPED.increment();
            }
        } finally {
            room.unlock();
        }
    }

    private static Logger root() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
