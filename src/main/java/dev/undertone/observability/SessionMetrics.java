package dev.undertone.observability;

import dev.undertone.live.SessionListener;
import dev.undertone.recognition.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Counts what becomes of live sessions. Every series exists from the start. */
@Component
final class SessionMetrics implements SessionListener {

    /** Around the tenth of a second that a partial may take. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final Counter opened;
    private final Counter finished;
    private final Counter cancelled;
    private final Map<Reason, Counter> failed = new EnumMap<>(Reason.class);
    private final Timer partials;

    SessionMetrics(MeterRegistry registry) {
        Meters meters = new Meters(registry);
        this.opened = meters.counter(ServiceMeter.OPENED, Tags.empty());
        this.finished = ended(meters, "finished", "none");
        this.cancelled = ended(meters, "cancelled", "none");
        for (Reason reason : Reason.values()) {
            failed.put(reason, ended(meters, "failed", reason.code()));
        }
        this.partials = meters.timer(ServiceMeter.PARTIAL, Tags.empty(), BUCKETS);
    }

    @Override
    public void opened() {
        opened.increment();
    }

    @Override
    public void finished() {
        finished.increment();
    }

    @Override
    public void failed(Reason reason) {
        Objects.requireNonNull(failed.get(reason)).increment();
    }

    @Override
    public void cancelled() {
        cancelled.increment();
    }

    @Override
    public void partial(long nanos) {
        partials.record(nanos, TimeUnit.NANOSECONDS);
    }

    private static Counter ended(Meters meters, String outcome, String reason) {
        return meters.counter(ServiceMeter.ENDED, Tags.of("outcome", outcome, "reason", reason));
    }
}
