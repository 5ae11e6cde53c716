package dev.undertone.app;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** A span for each request under {@code /v1/}, part of its caller's trace; probes and scrapes leave none. */
final class RequestSpans
        extends PropagatingReceiverTracingObservationHandler<ServerRequestObservationContext> {

    /** Names the class of a fault and nothing else: a message might hold what a caller sent. */
    private static final class Fault extends RuntimeException {

        Fault(Throwable cause) {
            super(cause.getClass().getSimpleName(), null, false, false);
        }
    }

    RequestSpans(Tracer tracer, Propagator propagator) {
        super(tracer, propagator);
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof ServerRequestObservationContext request
                && request.getCarrier() != null
                && request.getCarrier().getRequestURI().startsWith("/v1/");
    }

    @Override
    public void onError(ServerRequestObservationContext context) {
        if (context.getError() != null) {
            getRequiredSpan(context).error(new Fault(context.getError()));
        }
    }
}
