package dev.undertone.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.undertone.live.LiveEvent;
import dev.undertone.live.LiveSession;
import dev.undertone.recognition.AnswerJson;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The convention of vosk-server: configuration as text, which nothing answers; 16-bit samples as binary messages, each
 * answered by exactly one text message; {@code {"eof" : 1}}, answered by the last one. Its clients wait for these answers.
 * There is no text to tell, so {@code text} and {@code partial} are empty, and what was heard stands beside them.
 */
final class VoskConversation implements Conversation {

    private static final String SAMPLE_RATE = "sample_rate";

    private final @Nullable String query;
    private @Nullable AdapterParameters chosen;
    private int sampleRateHz;
    private boolean started;
    private long bytes;

    // What follows is read and written by the session's worker alone.
    private final List<LiveEvent> untold = new ArrayList<>();
    private boolean failed;

    /**
     * For one connection.
     *
     * @param query of its address
     * @param sampleRateHz where no configuration names one
     */
    VoskConversation(@Nullable String query, int sampleRateHz) {
        this.query = query;
        this.sampleRateHz = sampleRateHz;
    }

    /**
     * One message of the service.
     *
     * @param partial empty, in a message while an utterance goes on; else null
     * @param text empty, in a message that ends an utterance or the stream; else null
     * @param undertone messages of {@code /v1/stream} since the last one; null for none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"partial", "text", "undertone"})
    record Reply(
            @Nullable String partial, @Nullable String text, @Nullable List<LiveEvent> undertone) {}

    @Override
    public void text(LiveSession session, String text) {
        JsonNode message = ForeignJson.object(text);
        JsonNode config = ForeignJson.object(message, "config");
        if (config != null) {
            configure(config);
        } else if (message.has("eof")) {
            begin(session);
            complete(session);
            session.finish();
        } else {
            throw ForeignJson.invalid("expected config or eof");
        }
    }

    @Override
    public void binary(LiveSession session, byte[] samples) {
        begin(session);
        bytes += samples.length;
        session.audio(samples);
    }

    @Override
    public Supplier<String> reply() {
        return () -> reply(untold.stream().anyMatch(LiveEvent.Utterance.class::isInstance));
    }

    /** Everything is told with the next reply; what ends the session is one itself. */
    @Override
    public @Nullable String word(LiveEvent event) {
        if (event instanceof LiveEvent.Bye) {
            return failed ? null : reply(true);
        }
        untold.add(event);
        failed = event instanceof LiveEvent.Failure failure && failure.fatal();
        return failed ? reply(true) : null;
    }

    /** The answer for what has come is given with the fault. */
    @Override
    public void refuse(LiveSession session, RecognitionException fault) {
        session.breakOff(fault);
    }

    private String reply(boolean ends) {
        List<LiveEvent> told = untold.isEmpty() ? null : List.copyOf(untold);
        untold.clear();
        Reply reply = ends ? new Reply(null, "", told) : new Reply("", null, told);
        return new String(AnswerJson.write(reply), StandardCharsets.UTF_8);
    }

    /** As vosk-server takes it, before the first samples; later only where the rate stays. */
    private void configure(JsonNode config) {
        int rate = ForeignJson.count(config, SAMPLE_RATE, sampleRateHz);
        if (started && rate != sampleRateHz) {
            throw new RecognitionException(
                    Reason.FORMAT_CHANGE, "the sample rate cannot change on the way");
        }
        sampleRateHz = rate;
        chosen = parameters().and(config);
    }

    private void begin(LiveSession session) {
        if (!started) {
            started = true;
            session.start(parameters().options("pcm_s16le", sampleRateHz, 1));
        }
    }

    private AdapterParameters parameters() {
        return chosen == null ? AdapterParameters.ofQuery(query, Set.of()) : chosen;
    }

    /** vosk-server forgives half a sample at the end. */
    private void complete(LiveSession session) {
        if (bytes % 2 != 0) {
            session.audio(new byte[1]);
        }
    }
}
