package dev.undertone.app;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.observation.ServerRequestObservationConvention;

/** What becomes a span where traces are made: requests under {@code /v1/} and, by the listener of stages, what they pass. */
@Configuration(proxyBeanMethods = false)
@Conditional(TracingSwitch.class)
class TracingConfiguration {

    @Bean
    ServerRequestObservationConvention requestSpanNames() {
        return new RequestSpanNames();
    }

    @Bean
    @Order(MicrometerTracingAutoConfiguration.RECEIVER_TRACING_OBSERVATION_HANDLER_ORDER)
    PropagatingReceiverTracingObservationHandler<?> requestSpans(
            Tracer tracer, Propagator propagator) {
        return new RequestSpans(tracer, propagator);
    }

    /** In place of Boot's, which would make a span of everything that is observed. */
    @Bean
    @Order(MicrometerTracingAutoConfiguration.DEFAULT_TRACING_OBSERVATION_HANDLER_ORDER)
    DefaultTracingObservationHandler noSpans(Tracer tracer) {
        return new NoSpans(tracer);
    }
}
