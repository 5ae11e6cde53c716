package dev.undertone.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.undertone.recognition.AttentionWeights;
import dev.undertone.recognition.ModelReference;
import dev.undertone.recognition.Problem;
import dev.undertone.recognition.Recognition;
import dev.undertone.segmentation.Ending;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a session tells its caller, in the form of the messages of {@code /v1/stream}. */
public sealed interface LiveEvent {

    /** The word that tells the events apart. */
    @JsonProperty
    String type();

    /**
     * The session takes audio.
     *
     * @param sessionId names it
     * @param model that answers; each answer names the one that gave it
     */
    @JsonPropertyOrder({"type", "sessionId", "model"})
    record Ready(String sessionId, ModelReference model) implements LiveEvent {

        @Override
        public String type() {
            return "ready";
        }
    }

    /**
     * What an utterance sounds like so far: an approximation, since the network has heard no more of it.
     *
     * @param utteranceId of the utterance
     * @param startMs where it begins on the stream's clock
     * @param endMs how far it was heard
     * @param probabilities by label, of sum 1
     * @param attention of the newest frames; null where not asked for, and from a model without frames
     */
    @JsonPropertyOrder({"type", "utteranceId", "startMs", "endMs", "probabilities", "attention"})
    record Partial(
            String utteranceId,
            long startMs,
            long endMs,
            Map<String, Float> probabilities,
            @Nullable AttentionWeights attention)
            implements LiveEvent {

        @Override
        public String type() {
            return "partial";
        }
    }

    /**
     * An utterance is over.
     *
     * @param utteranceId of the utterance
     * @param startMs where it begins on the stream's clock
     * @param endMs where it ends
     * @param endedBy why it is over
     * @param result the answer that its samples would get as a file; the seconds of its attention are on the stream's clock
     */
    @JsonPropertyOrder({"type", "utteranceId", "startMs", "endMs", "endedBy", "result"})
    record Utterance(
            String utteranceId, long startMs, long endMs, EndedBy endedBy, Recognition result)
            implements LiveEvent {

        @Override
        public String type() {
            return "utterance";
        }
    }

    /**
     * Something went wrong.
     *
     * @param fatal whether the session is over
     * @param problem what it was
     */
    @JsonPropertyOrder({"type", "fatal", "problem"})
    record Failure(boolean fatal, Problem problem) implements LiveEvent {

        @Override
        public String type() {
            return "error";
        }
    }

    /**
     * The last event of a session.
     *
     * @param code a close code of RFC 6455
     * @param reason {@code finished}, or the reason of the failure
     */
    @JsonPropertyOrder({"type", "code", "reason"})
    record Bye(int code, String reason) implements LiveEvent {

        /** What ends well. */
        public static final Bye FINISHED = new Bye(1000, "finished");

        @Override
        public String type() {
            return "bye";
        }
    }

    /** {@link Ending} on the wire: {@code vad}, {@code flush}, {@code finish}, {@code max-length}. */
    record EndedBy(Ending ending) {

        /** The word. */
        @JsonValue
        public String word() {
            return ending.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
