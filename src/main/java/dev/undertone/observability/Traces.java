package dev.undertone.observability;

import dev.undertone.recognition.ModelReference;
import dev.undertone.recognition.Outcome;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionListener;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Writes onto the span of a request what became of it, and makes a child of each of its stages. Every value comes from a
 * closed set: the names of models, outcomes and reasons. Does nothing where traces are not made, or this one is not kept.
 */
@Component
final class Traces {

    static final String MODEL = "undertone.model";

    private static final String OUTCOME = "undertone.outcome";
    private static final String REASON = "undertone.reason";

    /** The reason alone, without a stack. */
    private static final class Failure extends RuntimeException {

        Failure(Reason reason) {
            super(reason.code(), null, false, false);
        }
    }

    private final @Nullable Tracer tracer;

    Traces(ObjectProvider<Tracer> tracer) {
        this.tracer = tracer.getIfAvailable();
    }

    /** The request of this thread has ended. */
    void ended(Outcome outcome) {
        Span request = request();
        if (request != null) {
            request.tag(OUTCOME, outcome.code());
        }
    }

    /** The request of this thread is answered with a problem. */
    void refused(Reason reason) {
        Span request = request();
        if (request != null) {
            request.tag(REASON, reason.code());
            if (reason.isOurs()) {
                request.error(new Failure(reason));
            }
        }
    }

    /** Who is to hear of a recording that comes with the request of this thread. */
    RecognitionListener stages(RecognitionListener next, ModelReference model) {
        Span request = request();
        if (tracer == null || request == null) {
            return next;
        }
        String name = model.name() + "@" + model.version();
        request.tag(MODEL, name);
        return new StageSpans(tracer, request.context(), name, next);
    }

    private @Nullable Span request() {
        Span span = tracer == null ? null : tracer.currentSpan();
        return span != null && Boolean.TRUE.equals(span.context().sampled()) ? span : null;
    }
}
