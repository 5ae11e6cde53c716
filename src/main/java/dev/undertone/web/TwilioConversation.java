package dev.undertone.web;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.undertone.live.LiveEvent;
import dev.undertone.live.LiveSession;
import dev.undertone.recognition.AnswerJson;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The messages of Twilio Media Streams, one track of a call. What is told goes back as {@code {"event":"undertone", ...}}
 * to a backend that hands the messages on, not to Twilio itself, which takes other events than its own for errors.
 */
final class TwilioConversation implements Conversation {

    static final String INBOUND = "inbound";

    private static final String TRACK = "track";
    private static final String ANSWERS = "answers";
    private static final Set<String> TRACKS = new TreeSet<>(Set.of(INBOUND, "outbound"));
    private static final Set<String> FLAGS = new TreeSet<>(Set.of("true", "false"));

    private final @Nullable String query;
    private volatile boolean answers;
    private volatile @Nullable String streamSid;
    private volatile String track = INBOUND;

    /**
     * For one connection.
     *
     * @param query of its address
     * @param fromTwilio whether Twilio itself is at its other end
     */
    TwilioConversation(@Nullable String query, boolean fromTwilio) {
        this.query = query;
        this.answers = !fromTwilio;
    }

    /**
     * An event on its way back.
     *
     * @param event always {@code undertone}
     * @param streamSid as {@code start} said; null before
     * @param track that is heard
     * @param message of {@code /v1/stream}
     */
    @JsonPropertyOrder({"event", "streamSid", "track", "message"})
    record Told(String event, @Nullable String streamSid, String track, LiveEvent message) {}

    @Override
    public void text(LiveSession session, String text) {
        TwilioMessage message = TwilioMessage.parse(text);
        if (message instanceof TwilioMessage.Start start) {
            begin(session, start);
        } else if (message instanceof TwilioMessage.Media media && media.track().equals(track)) {
            session.audio(media.audio());
        } else if (message instanceof TwilioMessage.Stop) {
            session.finish();
        } else {
            session.keepalive();
        }
    }

    @Override
    public void binary(LiveSession session, byte[] bytes) {
        throw ForeignJson.invalid("expected text messages");
    }

    @Override
    public @Nullable String word(LiveEvent event) {
        return answers
                ? new String(
                        AnswerJson.write(new Told("undertone", streamSid, track, event)),
                        StandardCharsets.UTF_8)
                : null;
    }

    /** Every 20 ms of audio are a text message. */
    @Override
    public boolean isTextRare() {
        return false;
    }

    /** A call is not heard twice: the answer for what has come is given before the fault. */
    @Override
    public void refuse(LiveSession session, RecognitionException fault) {
        session.breakOff(fault);
    }

    private void begin(LiveSession session, TwilioMessage.Start start) {
        if (streamSid != null) {
            throw new RecognitionException(Reason.OUT_OF_ORDER, "the stream has started already");
        }
        streamSid = start.streamSid();
        AdapterParameters chosen =
                AdapterParameters.ofQuery(query, Set.of(TRACK, ANSWERS)).and(start.parameters());
        answers = Boolean.parseBoolean(chosen.choice(ANSWERS, String.valueOf(answers), FLAGS));
        track = chosen.choice(TRACK, INBOUND, TRACKS);
        if (!start.tracks().isEmpty() && !start.tracks().contains(track)) {
            throw RecognitionException.invalidParameter(TRACK, "the stream has no such track");
        }
        session.start(chosen.options("mulaw", start.sampleRateHz(), start.channels()));
    }
}
