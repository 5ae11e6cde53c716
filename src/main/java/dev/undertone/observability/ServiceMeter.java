package dev.undertone.observability;

import java.util.List;

/** Every meter of the service; {@code docs/metrics.md} lists the same, and a test compares the two. */
enum ServiceMeter {
    RECEIVED("undertone.received.requests", "requests", "Requests under /v1 that came."),
    FINISHED(
            "undertone.finished.requests",
            "requests",
            "Requests under /v1 by what became of them: completed, rejected (the caller's fault or no room), failed"
                    + " (ours), cancelled (the caller went away).",
            "outcome",
            "reason"),
    REQUEST(
            "undertone.request",
            "seconds",
            "Time of a request under /v1, from its head to the end of its answer.",
            "endpoint",
            "outcome"),
    IN_WORK("undertone.working.requests", "requests", "Requests for recognition being worked on."),
    ABANDONED(
            "undertone.abandoned.requests",
            "requests",
            "Those of them whose deadline has passed and whose caller has been answered: long-lasting ones hang."),
    QUEUED(
            "undertone.queued.requests",
            "requests",
            "Requests for recognition waiting for their turn."),
    TIMELINES(
            "undertone.working.timelines",
            "timelines",
            "Long recordings being worked on, beside the requests."),
    SESSIONS("undertone.open.sessions", "sessions", "Live sessions that are open."),
    OPENED("undertone.opened.sessions", "sessions", "Live sessions that were opened."),
    ENDED(
            "undertone.ended.sessions",
            "sessions",
            "Live sessions by what became of them: finished, failed (a fault of the caller or ours, by its reason),"
                    + " cancelled (the caller went away).",
            "outcome",
            "reason"),
    PARTIAL(
            "undertone.partial",
            "seconds",
            "From the arrival of the newest audio that a partial is of to its leaving."),
    STAGE("undertone.stage", "seconds", "Wall-clock time of one stage of one channel.", "stage"),
    AUDIO("undertone.audio", "seconds", "Audio that was judged.", "model"),
    JUDGEMENTS(
            "undertone.judgements",
            "judgements",
            "Judgements by the emotion they name, none when abstaining.",
            "model",
            "emotion"),
    USED_REQUESTS(
            "undertone.usage.requests",
            "requests",
            "Requests that were let in by a key, where security is on; all tokens are counted as jwt.",
            "key"),
    USED_AUDIO(
            "undertone.usage.audio",
            "seconds",
            "Audio that was judged for the owner of a key, each channel that was judged on its own.",
            "key"),
    ABSTENTIONS(
            "undertone.abstentions",
            "abstentions",
            "Judgements that name no emotion, by why they do not.",
            "model",
            "kind"),
    CONFIDENCE(
            "undertone.confidence",
            "percent",
            "Probability of the most probable emotion, where somebody speaks, also below the caller's threshold.",
            "model"),
    MODEL(
            "undertone.models",
            "models",
            "1 for each model that answers, and what it is run on.",
            "name",
            "version",
            "device"),
    DRAINING(
            "undertone.draining.models",
            "models",
            "Models that answer no new request, held in memory by requests that began before."),
    LOADS(
            "undertone.model.loads",
            "loads",
            "Models that began to answer, at the start or by a reload, and reloads that failed.",
            "outcome",
            "reason"),
    DROPPED_LINES(
            "undertone.dropped.log.lines",
            "lines",
            "Lines of the log that were dropped because nobody read the standard output.");

    private final String meterName;
    private final String unit;
    private final String description;

    // List.of is immutable; the checker cannot know.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> tags;

    ServiceMeter(String meterName, String unit, String description, String... tags) {
        this.meterName = meterName;
        this.unit = unit;
        this.description = description;
        this.tags = List.of(tags);
    }

    String meterName() {
        return meterName;
    }

    String unit() {
        return unit;
    }

    String description() {
        return description;
    }

    /** Keys of its tags; their values come from closed sets. */
    List<String> tags() {
        return tags;
    }
}
