package dev.undertone.web;

import dev.undertone.live.LiveSessions;
import java.net.URI;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketSession;

/** {@code WS /v1/adapters/vosk}, and {@code /} of {@link VoskPort}. Described in {@code docs/adapters.md}. */
@Component
final class VoskHandler extends StreamSocketHandler {

    static final String PATH = "/v1/adapters/vosk";

    private final VoskSettings settings;

    VoskHandler(LiveSessions sessions, OpenStreams open, VoskSettings settings) {
        super(sessions, open);
        this.settings = settings;
    }

    @Override
    Conversation converse(WebSocketSession socket) {
        URI address = socket.getUri();
        return new VoskConversation(
                address == null ? null : address.getRawQuery(), settings.sampleRateHz());
    }
}
