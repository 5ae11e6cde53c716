package dev.undertone.live;

import dev.undertone.recognition.AnswerJson;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a caller says in words, as the messages of {@code /v1/stream} have it. */
sealed interface ControlMessage {

    /** Audio follows. */
    record Start(LiveOptions options) implements ControlMessage {}

    /** The utterance is over, the stream is not. */
    record Flush() implements ControlMessage {}

    /** Nothing to say, but still here. */
    record Keepalive() implements ControlMessage {}

    /** The stream is over. */
    record Finish() implements ControlMessage {}

    /**
     * Reads a message.
     *
     * @throws RecognitionException of {@link Reason#INVALID_MESSAGE} if it is none of the protocol, {@link
     *     Reason#INVALID_PARAMETER} naming the field that cannot be
     */
    static ControlMessage parse(String json) {
        Map<String, JsonNode> fields = fields(json);
        JsonNode type = fields.remove("type");
        String word = type == null || !type.isString() ? "" : type.stringValue();
        if (word.equals("start")) {
            return new Start(StartFields.read(fields));
        }
        if (!fields.isEmpty()) {
            throw RecognitionException.invalidParameter(
                    StartFields.saneName(fields.keySet().iterator().next()),
                    "there is no such field");
        }
        return switch (word) {
            case "flush" -> new Flush();
            case "keepalive" -> new Keepalive();
            case "finish" -> new Finish();
            default ->
                    throw new RecognitionException(
                            Reason.INVALID_MESSAGE,
                            "expected a type of "
                                    + List.of("start", "flush", "keepalive", "finish"));
        };
    }

    private static Map<String, JsonNode> fields(String json) {
        try {
            JsonNode node = AnswerJson.mapper().readTree(json);
            if (node != null && node.isObject()) {
                Map<String, JsonNode> fields = new LinkedHashMap<>();
                node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
                return fields;
            }
        } catch (JacksonException e) {
            // Not JSON, or nested deeper than anything of ours: the answer is the same as for
            // another value.
        }
        throw new RecognitionException(Reason.INVALID_MESSAGE, "expected a JSON object");
    }
}
