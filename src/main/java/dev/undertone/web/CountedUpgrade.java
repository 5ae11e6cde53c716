package dev.undertone.web;

import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.tomcat.websocket.MessagePart;
import org.apache.tomcat.websocket.Transformation;
import org.apache.tomcat.websocket.TransformationResult;
import org.apache.tomcat.websocket.server.WsHandshakeRequest;
import org.apache.tomcat.websocket.server.WsHttpUpgradeHandler;
import org.apache.tomcat.websocket.server.WsServerContainer;
import org.jspecify.annotations.Nullable;

/**
 * A connection of Tomcat's that tells of the pings and pongs it reads. Tomcat answers pings by itself and tells nobody; but it
 * shows the head of every frame to what transforms the data of frames, which is where extensions such as compression come in.
 * There are none here, so this one changes nothing and counts.
 */
public final class CountedUpgrade extends WsHttpUpgradeHandler {

    private @Nullable Runnable controlFrame;

    /** As Tomcat makes it; what counts is given by {@link #counting}. */
    public CountedUpgrade() {}

    /** Tells of each ping and pong, on the thread that reads. */
    void counting(Runnable step) {
        controlFrame = step;
    }

    @Override
    public void preInit(
            ServerEndpointConfig endpoint,
            WsServerContainer container,
            WsHandshakeRequest handshake,
            List<Extension> extensions,
            @Nullable String protocol,
            @Nullable Transformation transformation,
            Map<String, String> pathParameters,
            boolean secure) {
        super.preInit(
                endpoint,
                container,
                handshake,
                extensions,
                protocol,
                new Counting(Objects.requireNonNull(controlFrame), transformation),
                pathParameters,
                secure);
    }

    /** Hands everything on. */
    private static final class Counting implements Transformation {

        /** Of close frames, pings and pongs (RFC 6455, section 5.2). */
        private static final int CLOSE = 0x8;

        private final Runnable controlFrame;
        private @Nullable Transformation next;

        private Counting(Runnable controlFrame, @Nullable Transformation next) {
            this.controlFrame = controlFrame;
            this.next = next;
        }

        @Override
        public boolean validateRsv(int rsv, byte opCode) {
            if (opCode > CLOSE) {
                controlFrame.run();
            }
            return next().validateRsv(rsv, opCode);
        }

        @Override
        public void setNext(Transformation last) {
            if (next == null) {
                next = last;
            } else {
                next.setNext(last);
            }
        }

        @Override
        public boolean validateRsvBits(int bits) {
            return next == null || next.validateRsvBits(bits);
        }

        @Override
        public @Nullable Extension getExtensionResponse() {
            return next == null ? null : next.getExtensionResponse();
        }

        @Override
        public TransformationResult getMoreData(byte opCode, boolean fin, int rsv, ByteBuffer data)
                throws IOException {
            return next().getMoreData(opCode, fin, rsv, data);
        }

        @Override
        public List<MessagePart> sendMessagePart(List<MessagePart> parts) throws IOException {
            return next().sendMessagePart(parts);
        }

        @Override
        public void close() {
            next().close();
        }

        private Transformation next() {
            return Objects.requireNonNull(next, "Tomcat sets the last one first");
        }
    }
}
