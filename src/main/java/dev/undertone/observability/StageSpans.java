package dev.undertone.observability;

import dev.undertone.recognition.Judgement;
import dev.undertone.recognition.ModelReference;
import dev.undertone.recognition.RecognitionListener;
import dev.undertone.recognition.Stage;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes a span of each stage of one recording once it has ended, beginning as long ago as it took. For any thread. */
final class StageSpans implements RecognitionListener {

    /** More would say little: a recording of hours has thousands of stretches. */
    private static final int MOST = 100;

    private final Tracer tracer;
    private final TraceContext request;
    private final String model;
    private final RecognitionListener next;
    private final AtomicInteger made = new AtomicInteger();

    StageSpans(Tracer tracer, TraceContext request, String model, RecognitionListener next) {
        this.tracer = tracer;
        this.request = request;
        this.model = model;
        this.next = next;
    }

    @Override
    public void timed(Stage stage, long nanos) {
        next.timed(stage, nanos);
        if (made.getAndIncrement() < MOST) {
            long end = nanosOf(Instant.now());
            tracer.spanBuilder()
                    .setParent(request)
                    .name(stage.name().toLowerCase(Locale.ROOT))
                    .tag(Traces.MODEL, model)
                    .startTimestamp(end - nanos, TimeUnit.NANOSECONDS)
                    .start()
                    .end(end, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void judged(ModelReference reference, Judgement judgement, double audioSeconds) {
        next.judged(reference, judgement, audioSeconds);
    }

    private static long nanosOf(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }
}
