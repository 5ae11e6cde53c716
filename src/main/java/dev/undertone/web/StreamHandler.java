package dev.undertone.web;

import dev.undertone.live.LiveEvent;
import dev.undertone.live.LiveSession;
import dev.undertone.live.LiveSessions;
import dev.undertone.recognition.AnswerJson;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketSession;

/** {@code WS /v1/stream}: words as JSON, audio as binary messages; events as JSON. Described in {@code asyncapi.yaml}. */
@Component
final class StreamHandler extends StreamSocketHandler {

    StreamHandler(LiveSessions sessions, OpenStreams open) {
        super(sessions, open);
    }

    @Override
    Conversation converse(WebSocketSession socket) {
        return new Plain();
    }

    /** The messages are those of the session. */
    private static final class Plain implements Conversation {

        @Override
        public void text(LiveSession session, String text) {
            session.control(text);
        }

        @Override
        public void binary(LiveSession session, byte[] bytes) {
            session.audio(bytes);
        }

        @Override
        public String word(LiveEvent event) {
            return new String(AnswerJson.write(event), StandardCharsets.UTF_8);
        }
    }
}
