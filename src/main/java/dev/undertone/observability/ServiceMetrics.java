package dev.undertone.observability;

import dev.undertone.live.LiveSessions;
import dev.undertone.model.ModelManifest;
import dev.undertone.model.ModelRepository;
import dev.undertone.recognition.Admission;
import dev.undertone.recognition.Endpoint;
import dev.undertone.recognition.Judgement;
import dev.undertone.recognition.ModelReference;
import dev.undertone.recognition.Outcome;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionListener;
import dev.undertone.recognition.RequestListener;
import dev.undertone.recognition.Stage;
import dev.undertone.recognition.TimelineRecognizer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.springframework.stereotype.Component;

/** Hears of requests and stages, counts and traces them. Every series whose tags are known beforehand exists from the start. */
@Component
final class ServiceMetrics implements RecognitionListener, RequestListener {

    /** Bounds of the histogram of stages, around the few milliseconds that a stage should take. */
    private static final Duration[] STAGE_BOUNDS =
            milliseconds(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 30_000);

    /** Bounds of the histogram of requests, up to the deadline. */
    private static final Duration[] REQUEST_BOUNDS =
            milliseconds(5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000);

    private final Traces traces;
    private final Meters meters;
    private final JudgementMetrics judgements;
    private final Counter received;
    private final Counter completed;
    private final Counter cancelled;
    private final Map<Reason, Counter> refused = new EnumMap<>(Reason.class);
    private final Map<Endpoint, Map<Outcome, Timer>> requests = new EnumMap<>(Endpoint.class);
    private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);

    ServiceMetrics(MeterRegistry registry, Traces traces) {
        this.traces = traces;
        this.meters = new Meters(registry);
        this.judgements = new JudgementMetrics(meters);
        this.received = meters.counter(ServiceMeter.RECEIVED, Tags.empty());
        this.completed = finished(Outcome.COMPLETED, "none");
        meters.counter(ServiceMeter.DROPPED_LINES, LogQueue.DROPPED, LongAdder::doubleValue);
        this.cancelled = finished(Outcome.CANCELLED, "none");
        for (Reason reason : Reason.values()) {
            refused.put(reason, finished(Outcome.of(reason), reason.code()));
        }
        for (Endpoint endpoint : Endpoint.values()) {
            requests.put(endpoint, requests(endpoint));
        }
        for (Stage stage : Stage.values()) {
            Tags tags = Tags.of("stage", stage.name().toLowerCase(Locale.ROOT));
            stages.put(stage, meters.timer(ServiceMeter.STAGE, tags, STAGE_BOUNDS));
        }
    }

    private static Duration[] milliseconds(long... bounds) {
        return LongStream.of(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    /** Watches how full the house is. */
    void watch(
            Admission admission,
            TimelineRecognizer timelines,
            LiveSessions sessions,
            ModelRepository models) {
        meters.gauge(ServiceMeter.SESSIONS, Tags.empty(), sessions, LiveSessions::open);
        meters.gauge(ServiceMeter.IN_WORK, Tags.empty(), admission, Admission::inWork);
        meters.gauge(ServiceMeter.ABANDONED, Tags.empty(), admission, Admission::leftBehind);
        meters.gauge(ServiceMeter.QUEUED, Tags.empty(), admission, Admission::queued);
        meters.gauge(ServiceMeter.TIMELINES, Tags.empty(), timelines, TimelineRecognizer::inWork);
        meters.gauge(ServiceMeter.DRAINING, Tags.empty(), models, ModelRepository::draining);
    }

    /** Makes the series of a model that answers from now on. */
    void expect(ModelManifest model) {
        judgements.expect(model);
    }

    @Override
    public void received() {
        received.increment();
    }

    @Override
    public void completed() {
        completed.increment();
    }

    @Override
    public void refused(Reason reason) {
        Objects.requireNonNull(refused.get(reason)).increment();
        traces.refused(reason);
    }

    @Override
    public void cancelled() {
        cancelled.increment();
    }

    @Override
    public void timed(Endpoint endpoint, Outcome outcome, long nanos) {
        Timer timer = Objects.requireNonNull(requests.get(endpoint)).get(outcome);
        Objects.requireNonNull(timer).record(nanos, TimeUnit.NANOSECONDS);
        traces.ended(outcome);
    }

    @Override
    public RecognitionListener forRecording(ModelReference model) {
        return traces.stages(this, model);
    }

    @Override
    public void timed(Stage stage, long nanos) {
        Objects.requireNonNull(stages.get(stage)).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void judged(ModelReference model, Judgement judgement, double audioSeconds) {
        judgements.count(model.name(), judgement, audioSeconds);
    }

    private Counter finished(Outcome outcome, String reason) {
        return meters.counter(
                ServiceMeter.FINISHED, Tags.of("outcome", outcome.code(), "reason", reason));
    }

    private Map<Outcome, Timer> requests(Endpoint endpoint) {
        Map<Outcome, Timer> timers = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            Tags tags = Tags.of("endpoint", endpoint.code(), "outcome", outcome.code());
            timers.put(outcome, meters.timer(ServiceMeter.REQUEST, tags, REQUEST_BOUNDS));
        }
        return timers;
    }
}
