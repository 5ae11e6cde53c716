package dev.undertone.observability;

import dev.undertone.model.ComputeDevice;
import dev.undertone.model.ModelException;
import dev.undertone.model.ModelListener;
import dev.undertone.model.ModelManifest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells operators what becomes of models: a line in the log, a count, and the end of a process that cannot go on. */
@Component
final class ModelEvents implements ModelListener {

    private static final Logger LOG = LoggerFactory.getLogger(ModelEvents.class);

    private final MeterRegistry registry;
    private final ServiceMetrics metrics;
    private final ApplicationEventPublisher events;
    private final Counter loaded;
    private final Map<ModelException.Fault, Counter> failed =
            new EnumMap<>(ModelException.Fault.class);
    private final Map<String, Gauge> answering = new ConcurrentHashMap<>();

    /** Name to the failure that the log has: a folder that stays broken is looked at again and again. */
    private final Map<String, String> logged = new ConcurrentHashMap<>();

    private final AtomicBoolean broken = new AtomicBoolean();

    ModelEvents(MeterRegistry registry, ServiceMetrics metrics, ApplicationEventPublisher events) {
        this.registry = registry;
        this.metrics = metrics;
        this.events = events;
        this.loaded = loads("loaded", "none");
        for (ModelException.Fault fault : ModelException.Fault.values()) {
            failed.put(fault, loads("failed", code(fault.name())));
        }
    }

    @Override
    public void onAnswering(ModelManifest model, ComputeDevice device) {
        loaded.increment();
        metrics.expect(model);
        answering.computeIfAbsent(
                model.reference(), reference -> gauge(model, code(device.name())));
        LOG.info("model {} answers", model.reference());
    }

    @Override
    public void onRetired(ModelManifest model) {
        Gauge gauge = answering.remove(model.reference());
        if (gauge != null) {
            registry.remove(gauge);
        }
        LOG.info("model {} answers no new request", model.reference());
    }

    @Override
    public void onReloaded(String name) {
        logged.remove(name);
    }

    @Override
    public void onReloadFailure(String name, ModelException why) {
        Objects.requireNonNull(failed.get(why.fault())).increment();
        String line = String.valueOf(why.getMessage());
        if (!line.equals(logged.put(name, line))) {
            LOG.error("models {} stay as they are: {}", name, line);
        }
    }

    @Override
    public void onMissingGpu(ModelException why) {
        LOG.warn("models run on the CPU: {}", why.getMessage());
    }

    /** Once: a process that lost its device fails with every request until it is restarted. */
    @Override
    public void onBrokenEngine(Throwable why) {
        if (broken.compareAndSet(false, true)) {
            LOG.error("the engine will not answer again; the process has to be restarted", why);
            AvailabilityChangeEvent.publish(events, this, ReadinessState.REFUSING_TRAFFIC);
            AvailabilityChangeEvent.publish(events, this, LivenessState.BROKEN);
        }
    }

    private Counter loads(String outcome, String reason) {
        return new Meters(registry)
                .counter(ServiceMeter.LOADS, Tags.of("outcome", outcome, "reason", reason));
    }

    private Gauge gauge(ModelManifest model, String device) {
        return Gauge.builder(ServiceMeter.MODEL.meterName(), () -> 1)
                .description(ServiceMeter.MODEL.description())
                .baseUnit(ServiceMeter.MODEL.unit())
                .tags("name", model.name(), "version", model.version(), "device", device)
                .register(registry);
    }

    private static String code(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
