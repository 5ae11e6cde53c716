package dev.undertone.observability;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** Makes what {@link ServiceMeter} lists, or finds what has been made with the same tags. */
final class Meters {

    private final MeterRegistry registry;

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    Counter counter(ServiceMeter meter, Tags tags) {
        return Counter.builder(meter.meterName())
                .description(meter.description())
                .baseUnit(meter.unit())
                .tags(tags)
                .register(registry);
    }

    /** Counts what something else has counted. Holds on to it only weakly. */
    <T> void counter(ServiceMeter meter, T watched, ToDoubleFunction<T> value) {
        FunctionCounter.builder(meter.meterName(), watched, value)
                .description(meter.description())
                .baseUnit(meter.unit())
                .register(registry);
    }

    /** Holds on to what is watched only weakly. */
    <T> void gauge(ServiceMeter meter, Tags tags, T watched, ToDoubleFunction<T> value) {
        Gauge.builder(meter.meterName(), watched, value)
                .description(meter.description())
                .baseUnit(meter.unit())
                .tags(tags)
                .register(registry);
    }

    Timer timer(ServiceMeter meter, Tags tags, Duration... bounds) {
        return Timer.builder(meter.meterName())
                .description(meter.description())
                .tags(tags)
                .serviceLevelObjectives(bounds)
                .register(registry);
    }

    DistributionSummary summary(ServiceMeter meter, Tags tags, double... bounds) {
        return DistributionSummary.builder(meter.meterName())
                .description(meter.description())
                .baseUnit(meter.unit())
                .tags(tags)
                .serviceLevelObjectives(bounds)
                .register(registry);
    }
}
