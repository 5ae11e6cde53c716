package dev.undertone.web;

import dev.undertone.live.LiveSessions;
import java.net.URI;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketSession;

/** {@code WS /v1/adapters/twilio}. Described in {@code docs/adapters.md}. */
@Component
final class TwilioHandler extends StreamSocketHandler {

    /** What Twilio signs each of its handshakes with. */
    private static final String SIGNATURE = "X-Twilio-Signature";

    TwilioHandler(LiveSessions sessions, OpenStreams open) {
        super(sessions, open);
    }

    @Override
    Conversation converse(WebSocketSession socket) {
        URI address = socket.getUri();
        return new TwilioConversation(
                address == null ? null : address.getRawQuery(),
                socket.getHandshakeHeaders().getFirst(SIGNATURE) != null);
    }
}
