package dev.undertone.observability;

import dev.undertone.live.LiveSessions;
import dev.undertone.model.ModelRepository;
import dev.undertone.recognition.Admission;
import dev.undertone.recognition.TimelineRecognizer;
import org.springframework.stereotype.Component;

/** Ties the meters to what exists only later than they do. */
@Component
final class Instrumentation {

    Instrumentation(
            ServiceMetrics metrics,
            Admission admission,
            TimelineRecognizer timelines,
            LiveSessions sessions,
            ModelRepository repository) {
        metrics.watch(admission, timelines, sessions, repository);
    }
}
