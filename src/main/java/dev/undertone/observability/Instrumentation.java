package dev.undertone.observability;

import dev.undertone.live.LiveSessions;
import dev.undertone.model.ModelRepository;
import dev.undertone.recognition.Admission;
import dev.undertone.recognition.TimelineRecognizer;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Ties the meters to what exists only later than they do. */
@Component
final class Instrumentation {

    private final ServiceMetrics metrics;
    private final ModelRepository repository;

    Instrumentation(
            ServiceMetrics metrics,
            Admission admission,
            TimelineRecognizer timelines,
            LiveSessions sessions,
            ModelRepository repository) {
        this.metrics = metrics;
        this.repository = repository;
        metrics.watch(admission, timelines, sessions);
    }

    /** The models are loaded by now. */
    @EventListener(ApplicationReadyEvent.class)
    void tellModels() {
        metrics.tell(repository);
    }
}
