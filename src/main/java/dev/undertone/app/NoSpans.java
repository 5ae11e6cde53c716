package dev.undertone.app;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;

/** What is observed and becomes no span: probes, scrapes, what a library observes of itself. Meters count it all the same. */
final class NoSpans extends DefaultTracingObservationHandler {

    NoSpans(Tracer tracer) {
        super(tracer);
    }

    /** The meters' handlers look for the context of a trace; they find one without a span. */
    @Override
    public void onStart(Observation.Context context) {
        getTracingContext(context);
    }

    @Override
    public void onEvent(Observation.Event event, Observation.Context context) {}

    @Override
    public void onError(Observation.Context context) {}

    @Override
    public void onScopeOpened(Observation.Context context) {}

    @Override
    public void onScopeClosed(Observation.Context context) {}

    @Override
    public void onStop(Observation.Context context) {}
}
