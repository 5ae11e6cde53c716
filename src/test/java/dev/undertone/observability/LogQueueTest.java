package dev.undertone.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.undertone.testing.BlockedStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

/** A log whose stream stands still: nobody waits, and what is not written is counted. */
@Timeout(60)
class LogQueueTest {

    private static final int ROOM = 16;

    private final LoggerContext context = new LoggerContext();
    private final Logger log = context.getLogger("test");
    private final BlockedStream stream = new BlockedStream();
    private LogQueue queue;
    private long droppedBefore;

    @BeforeEach
    void start() {
        context.setMDCAdapter(MDC.getMDCAdapter());
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%X{requestId} %msg%n");
        encoder.start();
        OutputStreamAppender<ILoggingEvent> target = new OutputStreamAppender<>();
        target.setContext(context);
        target.setEncoder(encoder);
        target.setOutputStream(stream);
        target.start();
        queue = new LogQueue(target, ROOM);
        queue.start();
        log.addAppender(queue);
        droppedBefore = LogQueue.DROPPED.sum();
    }

    private long dropped() {
        return LogQueue.DROPPED.sum() - droppedBefore;
    }

    private long written() {
        return new String(stream.written(), StandardCharsets.UTF_8).lines().count();
    }

    @Test
    void log_streamThatStandsStill_dropsAndCountsWhatHasNoRoom() {
        int lines = 1_000;
        stream.shut();
        IntStream.range(0, lines).parallel().forEach(i -> log.info("line {}", i));
        // What has room, what the writer has taken out at once, and the line that it is at.
        assertThat(dropped()).isBetween((long) lines - 2 * ROOM - 1, (long) lines - ROOM);
        stream.open();
        queue.stop();

        assertThat(written() + dropped()).isEqualTo(lines);
    }

    @Test
    void log_streamThatFlows_dropsNothingAndKeepsTheRequest() {
        MDC.put("requestId", "r-1");
        log.info("line");
        MDC.remove("requestId");
        queue.stop();

        assertThat(new String(stream.written(), StandardCharsets.UTF_8))
                .isEqualTo("r-1 line" + System.lineSeparator());
        assertThat(dropped()).isZero();
    }

    @Test
    void stop_streamThatStandsStill_returns() {
        stream.shut();
        log.info("line");
        queue.stop();

        assertThat(queue.isStarted()).isFalse();
        stream.open();
    }
}
