package dev.undertone.web;

import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What Twilio Media Streams say, as far as it matters here. */
sealed interface TwilioMessage {

    /**
     * A stream begins.
     *
     * @param streamSid names it
     * @param tracks that it brings; empty where it does not say
     * @param sampleRateHz of the mu-law samples
     * @param channels of them
     * @param parameters the caller's own, a JSON object
     */
    record Start(
            String streamSid,
            List<String> tracks,
            int sampleRateHz,
            int channels,
            JsonNode parameters)
            implements TwilioMessage {}

    /**
     * Audio.
     *
     * @param track {@code inbound} or {@code outbound}
     * @param payload base64
     */
    record Media(String track, String payload) implements TwilioMessage {

        /**
         * The samples.
         *
         * @throws RecognitionException of invalid-message if it is no base64
         */
        byte[] audio() {
            try {
                return Base64.getDecoder().decode(payload);
            } catch (IllegalArgumentException e) {
                throw ForeignJson.invalid("expected base64 in payload");
            }
        }
    }

    /** The stream is over. */
    record Stop() implements TwilioMessage {}

    /** Of no meaning here: {@code connected}, {@code mark}, {@code dtmf}, and what Twilio may add. */
    record Other() implements TwilioMessage {}

    /** What is echoed is a name and nothing else. */
    Pattern SID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * Reads a message.
     *
     * @throws RecognitionException of invalid-message if what is needed of it is missing or of another kind, {@link
     *     Reason#UNSUPPORTED_AUDIO} for another encoding than mu-law
     */
    static TwilioMessage parse(String json) {
        JsonNode message = ForeignJson.object(json);
        return switch (ForeignJson.text(message, "event")) {
            case "start" -> start(required(message, "start"), message);
            case "media" -> media(required(message, "media"));
            case "stop" -> new Stop();
            default -> new Other();
        };
    }

    private static Start start(JsonNode start, JsonNode message) {
        String streamSid = ForeignJson.text(start.has("streamSid") ? start : message, "streamSid");
        if (!SID.matcher(streamSid).matches()) {
            throw ForeignJson.invalid("expected a name in streamSid");
        }
        JsonNode none = JsonNodeFactory.instance.objectNode();
        JsonNode format = ForeignJson.object(start, "mediaFormat");
        JsonNode parameters = ForeignJson.object(start, "customParameters");
        if (format == null) {
            format = none;
        }
        if (!ForeignJson.text(format, "encoding", "audio/x-mulaw").equals("audio/x-mulaw")) {
            throw new RecognitionException(
                    Reason.UNSUPPORTED_AUDIO, "expected the encoding audio/x-mulaw");
        }
        return new Start(
                streamSid,
                tracks(start.get("tracks")),
                ForeignJson.count(format, "sampleRate", 8000),
                ForeignJson.count(format, "channels", 1),
                parameters == null ? none : parameters);
    }

    private static List<String> tracks(@Nullable JsonNode tracks) {
        if (tracks == null) {
            return List.of();
        }
        if (!tracks.isArray()) {
            throw ForeignJson.invalid("expected a list in tracks");
        }
        return StreamSupport.stream(tracks.spliterator(), false).map(JsonNode::asString).toList();
    }

    private static Media media(JsonNode media) {
        return new Media(
                ForeignJson.text(media, "track", TwilioConversation.INBOUND),
                ForeignJson.text(media, "payload"));
    }

    private static JsonNode required(JsonNode message, String name) {
        JsonNode node = ForeignJson.object(message, name);
        if (node == null) {
            throw ForeignJson.invalid("expected an object in " + name);
        }
        return node;
    }
}
