package dev.undertone.observability;

import dev.undertone.model.EmotionModel;
import dev.undertone.model.ModelManifest;
import dev.undertone.model.ModelRepository;
import dev.undertone.recognition.Admission;
import dev.undertone.recognition.Judgement;
import dev.undertone.recognition.ModelReference;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionListener;
import dev.undertone.recognition.RequestListener;
import dev.undertone.recognition.Stage;
import dev.undertone.recognition.TimelineRecognizer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** Hears of requests and stages, and counts them. Every series whose tags are known beforehand exists from the start. */
@Component
final class ServiceMetrics implements RecognitionListener, RequestListener {

    /** Bounds of the histogram of stages, around the few milliseconds that a stage should take. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final Counter received;
    private final Counter completed;
    private final Counter cancelled;
    private final Map<Reason, Counter> refused = new EnumMap<>(Reason.class);
    private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);

    ServiceMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.received = counter(ServiceMeter.RECEIVED, Tags.empty());
        this.completed = finished("completed", "none");
        this.cancelled = finished("cancelled", "none");
        for (Reason reason : Reason.values()) {
            refused.put(reason, finished(reason.isOurs() ? "failed" : "rejected", reason.code()));
        }
        for (Stage stage : Stage.values()) {
            stages.put(stage, timer(stage));
        }
    }

    /** Watches how full the house is. */
    void watch(Admission admission, TimelineRecognizer timelines) {
        gauge(ServiceMeter.IN_WORK, admission, Admission::inWork);
        gauge(ServiceMeter.ABANDONED, admission, Admission::leftBehind);
        gauge(ServiceMeter.QUEUED, admission, Admission::queued);
        gauge(ServiceMeter.TIMELINES, timelines, TimelineRecognizer::inWork);
    }

    /** Tells which models answer. */
    void tell(ModelRepository repository) {
        for (EmotionModel model : repository.models()) {
            ModelManifest manifest = model.manifest();
            Gauge.builder(ServiceMeter.MODEL.meterName(), () -> 1)
                    .description(ServiceMeter.MODEL.description())
                    .baseUnit(ServiceMeter.MODEL.unit())
                    .tags("name", manifest.name(), "version", manifest.version())
                    .register(registry);
        }
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
    }

    @Override
    public void cancelled() {
        cancelled.increment();
    }

    @Override
    public void timed(Stage stage, long nanos) {
        Objects.requireNonNull(stages.get(stage)).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void judged(ModelReference model, Judgement judgement, double audioSeconds) {
        Tags tags = Tags.of("model", model.name());
        counter(ServiceMeter.AUDIO, tags).increment(audioSeconds);
        String emotion = judgement.emotion() == null ? "none" : judgement.emotion();
        counter(ServiceMeter.JUDGEMENTS, tags.and("emotion", emotion)).increment();
    }

    private Counter finished(String outcome, String reason) {
        return counter(ServiceMeter.FINISHED, Tags.of("outcome", outcome, "reason", reason));
    }

    private Counter counter(ServiceMeter meter, Tags tags) {
        return Counter.builder(meter.meterName())
                .description(meter.description())
                .baseUnit(meter.unit())
                .tags(tags)
                .register(registry);
    }

    private Timer timer(Stage stage) {
        return Timer.builder(ServiceMeter.STAGE.meterName())
                .description(ServiceMeter.STAGE.description())
                .tag("stage", stage.name().toLowerCase(Locale.ROOT))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private <T> void gauge(ServiceMeter meter, T watched, ToDoubleFunction<T> value) {
        Gauge.builder(meter.meterName(), watched, value)
                .description(meter.description())
                .baseUnit(meter.unit())
                .register(registry);
    }
}
