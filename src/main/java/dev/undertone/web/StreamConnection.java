package dev.undertone.web;

import dev.undertone.live.LiveEvent;
import dev.undertone.live.LiveSession;
import dev.undertone.live.LiveSessions;
import dev.undertone.live.LiveTransport;
import dev.undertone.live.RareMessages;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;

/** One WebSocket connection: what it brings goes to its session, what the session tells goes out by its {@link Outbox}. */
final class StreamConnection implements LiveTransport {

    private static final Logger LOG = LoggerFactory.getLogger(StreamConnection.class);

    /** A message of the largest size in parts of 64 bytes, which no client makes by itself. */
    private static final int MOST_PARTS = 1024;

    private final WsSession socket;
    private final Conversation conversation;
    private final int maxMessageBytes;
    private final DoubleConsumer heard;
    private final Outbox outbox;
    private final StringBuilder text = new StringBuilder();
    private final RareMessages texts = new RareMessages();
    private @Nullable LiveSession session;
    private int messageBytes;
    private int messageParts;

    StreamConnection(
            WebSocketSession socket,
            Conversation conversation,
            int maxMessageBytes,
            DoubleConsumer heard) {
        this.socket =
                (WsSession)
                        Objects.requireNonNull(
                                ((StandardWebSocketSession) socket).getNativeSession());
        this.conversation = conversation;
        this.maxMessageBytes = maxMessageBytes;
        this.heard = heard;
        this.outbox = new Outbox(this.socket, this::stalled);
    }

    /** Opens the session in the place that the connection has brought along. */
    void open(LiveSessions.Place place) {
        session = place.open(this);
    }

    void text(String part, boolean last) {
        try {
            count(part.length(), last);
            text.append(part);
            if (last) {
                if (conversation.isTextRare() && !texts.take()) {
                    throw new RecognitionException(
                            Reason.RATE_LIMITED,
                            "expected at most %d text messages a second"
                                    .formatted(RareMessages.PER_SECOND));
                }
                String whole = text.toString();
                text.setLength(0);
                conversation.text(opened(), whole);
            }
        } catch (RecognitionException e) {
            conversation.refuse(opened(), e);
        }
    }

    void binary(ByteBuffer part, boolean last) {
        try {
            count(part.remaining(), last);
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            conversation.binary(opened(), bytes);
            Supplier<String> reply = conversation.reply();
            if (last && reply != null) {
                opened().after(() -> outbox.send(reply.get()));
            }
        } catch (RecognitionException e) {
            conversation.refuse(opened(), e);
        }
    }

    /**
     * Too many pings and pongs have come. Nothing more is read until the connection is closed: Tomcat, asked to close while it
     * answers a ping, may cut the connection and not say why.
     */
    void flooded() {
        conversation.refuse(
                opened(),
                new RecognitionException(
                        Reason.RATE_LIMITED,
                        "expected at most %d pings and pongs a second"
                                .formatted(RareMessages.PER_SECOND)));
        outbox.awaitClosed();
    }

    /** The connection is no more. */
    void gone() {
        outbox.abandon();
        LiveSession open = session;
        if (open != null) {
            open.gone();
        }
    }

    @Override
    public void send(LiveEvent event) {
        if (event instanceof LiveEvent.Utterance utterance) {
            heard.accept(utterance.result().audioSeconds());
        }
        String word = conversation.word(event);
        if (word != null) {
            outbox.send(word);
        }
        if (event instanceof LiveEvent.Bye bye) {
            outbox.close(bye.code(), bye.reason());
        }
    }

    @Override
    public void pause() {
        whileOpen(socket::suspend);
    }

    @Override
    public void resume() {
        whileOpen(socket::resume);
    }

    /** The caller does not read: it is cut, since it would not read why either. */
    private void stalled() {
        opened().refuse(
                        new RecognitionException(
                                Reason.SLOW_CLIENT, "the events were not read in time"));
    }

    private void whileOpen(Runnable step) {
        try {
            if (socket.isOpen()) {
                step.run();
            }
        } catch (IllegalStateException e) {
            LOG.debug("the connection closed meanwhile");
        }
    }

    private LiveSession opened() {
        return Objects.requireNonNull(session, "no message comes before the connection is open");
    }

    private void count(int bytes, boolean last) {
        messageBytes += bytes;
        messageParts++;
        if (messageBytes > maxMessageBytes) {
            throw new RecognitionException(
                    Reason.AUDIO_TOO_LARGE,
                    "expected messages of at most %d bytes".formatted(maxMessageBytes));
        }
        if (messageParts > MOST_PARTS) {
            throw new RecognitionException(
                    Reason.RATE_LIMITED,
                    "expected a message of at most %d parts".formatted(MOST_PARTS));
        }
        if (last) {
            messageBytes = 0;
            messageParts = 0;
        }
    }
}
