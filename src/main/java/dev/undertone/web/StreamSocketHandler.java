package dev.undertone.web;

import dev.undertone.live.LiveSessions;
import java.util.Objects;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * Joins WebSocket connections with live sessions, whatever protocol they speak. Messages are taken in parts as they come,
 * so that a connection needs small buffers only; everything is handed on, nothing computed on the container's threads.
 */
abstract class StreamSocketHandler implements WebSocketHandler {

    private static final String CONNECTION = StreamConnection.class.getName();

    private final LiveSessions sessions;
    private final OpenStreams open;

    StreamSocketHandler(LiveSessions sessions, OpenStreams open) {
        this.sessions = sessions;
        this.open = open;
    }

    /** The protocol of a new connection; its handshake may say more. */
    abstract Conversation converse(WebSocketSession socket);

    @Override
    public final void afterConnectionEstablished(WebSocketSession socket) {
        StreamConnection connection =
                new StreamConnection(
                        socket,
                        converse(socket),
                        sessions.limits().messageBytes(),
                        StreamAdmission.heard(socket.getAttributes()));
        socket.getAttributes().put(CONNECTION, connection);
        ControlFrames.of(socket.getAttributes()).onFlood(connection::flooded);
        open.add(connection);
        connection.open(StreamAdmission.place(socket.getAttributes()));
    }

    @Override
    public final void handleMessage(WebSocketSession socket, WebSocketMessage<?> message) {
        StreamConnection connection = connection(socket);
        if (message instanceof TextMessage text) {
            connection.text(text.getPayload(), text.isLast());
        } else if (message instanceof BinaryMessage binary) {
            connection.binary(binary.getPayload(), binary.isLast());
        }
    }

    @Override
    public final void handleTransportError(WebSocketSession socket, Throwable failure) {
        connection(socket).gone();
    }

    @Override
    public final void afterConnectionClosed(WebSocketSession socket, CloseStatus status) {
        StreamConnection connection = connection(socket);
        open.remove(connection);
        connection.gone();
    }

    @Override
    public final boolean supportsPartialMessages() {
        return true;
    }

    private static StreamConnection connection(WebSocketSession socket) {
        return (StreamConnection) Objects.requireNonNull(socket.getAttributes().get(CONNECTION));
    }
}
