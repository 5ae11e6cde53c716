package dev.undertone.observability;

import dev.undertone.recognition.UsageListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what each caller uses. */
@Component
final class UsageMetrics implements UsageListener {

    private final MeterRegistry registry;

    UsageMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void requested(String caller) {
        counter(ServiceMeter.USED_REQUESTS, caller).increment();
    }

    @Override
    public void heard(String caller, double seconds) {
        counter(ServiceMeter.USED_AUDIO, caller).increment(seconds);
    }

    private Counter counter(ServiceMeter meter, String caller) {
        return Counter.builder(meter.meterName())
                .description(meter.description())
                .baseUnit(meter.unit())
                .tag("key", caller)
                .register(registry);
    }
}
