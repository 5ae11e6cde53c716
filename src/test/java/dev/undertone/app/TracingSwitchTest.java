package dev.undertone.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.mock.env.MockEnvironment;

class TracingSwitchTest {

    private static final String COLLECTOR = "http://collector:4318/v1/traces";

    /** Traces, the kit below them, logs to a collector, and something else. */
    private static boolean[] takesPart(MockEnvironment environment) {
        TracingSwitch tracing = new TracingSwitch();
        tracing.setEnvironment(environment);
        return tracing.match(
                new String[] {
                    OpenTelemetryTracingAutoConfiguration.class.getName(),
                    OpenTelemetrySdkAutoConfiguration.class.getName(),
                    OpenTelemetryLoggingAutoConfiguration.class.getName(),
                    WebMvcAutoConfiguration.class.getName(),
                    null
                },
                // not looked at
                null);
    }

    private static MockEnvironment collector(String endpoint) {
        return new MockEnvironment().withProperty(TracingSwitch.ENDPOINT, endpoint);
    }

    @Test
    void match_noCollector_leavesAllOfItOut() {
        assertThat(takesPart(new MockEnvironment()))
                .containsExactly(false, false, false, true, true);
        assertThat(takesPart(collector(""))).containsExactly(false, false, false, true, true);
    }

    @Test
    void match_collector_takesAllButLogs() {
        assertThat(takesPart(collector(COLLECTOR))).containsExactly(true, true, false, true, true);
    }

    @Test
    void match_switchedOff_leavesAllOfItOut() {
        for (String off :
                new String[] {
                    "management.opentelemetry.enabled",
                    "management.tracing.export.enabled",
                    "management.tracing.export.otlp.enabled"
                }) {
            assertThat(takesPart(collector(COLLECTOR).withProperty(off, "false")))
                    .as(off)
                    .containsExactly(false, false, false, true, true);
        }
    }
}
