package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.live.LiveSessions;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Pings and pongs, which no library lets anybody send in a flood: written frame by frame. */
@Timeout(60)
class ITControlFrames extends AdapterService {

    private static final int PING = 0x9;
    private static final int PONG = 0xA;
    private static final int CLOSE = 0x8;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;

    private static final String START =
            "{\"type\":\"start\",\"encoding\":\"pcm_s16le\",\"sampleRateHz\":16000}";

    @Autowired private VoskPort voskPort;
    @Autowired private LiveSessions sessions;

    @AfterEach
    void noSessionIsLeft() {
        while (sessions.open() > 0) {
            Thread.onSpinWait();
        }
    }

    static Stream<Arguments> floods() {
        return Stream.of("/v1/stream", "/v1/adapters/twilio", "/v1/adapters/vosk", "/")
                .flatMap(path -> Stream.of(Arguments.of(path, PING), Arguments.of(path, PONG)));
    }

    /** A client that sends ten thousand, and reads only then what came back. */
    @ParameterizedTest
    @MethodSource("floods")
    void controlFrames_inAFlood_areCut(String path, int opCode) throws Exception {
        try (Peer peer = new Peer(path.equals("/") ? voskPort.localPort() : port, path)) {
            peer.sendAsLongAsItGoes(opCode, 10_000);
            byte[] close = peer.read(CLOSE);
            assertThat(close[0] << 8 | close[1] & 0xff).isEqualTo(1008);
            assertThat(new String(close, 2, close.length - 2, StandardCharsets.UTF_8))
                    .isEqualTo("rate-limited");
            assertThat(peer.pongs).isLessThan(5_000);
        }
    }

    @Test
    void flood_onAStream_isToldBefore() throws Exception {
        try (Peer peer = new Peer(port, "/v1/stream")) {
            peer.send(0x1, START.getBytes(StandardCharsets.UTF_8));
            peer.sendAsLongAsItGoes(PING, 2_000);
            peer.read(CLOSE);
            List<String> texts = peer.texts;
            assertThat(texts.get(texts.size() - 2))
                    .contains("\"fatal\":true")
                    .contains("\"reason\":\"rate-limited\"")
                    .contains("expected at most 50 pings and pongs a second");
            assertThat(texts.get(texts.size() - 1))
                    .isEqualTo("{\"type\":\"bye\",\"code\":1008,\"reason\":\"rate-limited\"}");
        }
    }

    @Test
    void pings_aFew_areAnsweredWithWhatTheySaid() throws Exception {
        try (Peer peer = new Peer(port, "/v1/stream")) {
            for (int i = 0; i < 90; i++) {
                peer.send(PING, new byte[] {(byte) i});
                assertThat(peer.read(PONG)).containsExactly(i);
            }
            peer.send(0x1, START.getBytes(StandardCharsets.UTF_8));
            peer.send(0x1, "{\"type\":\"finish\"}".getBytes(StandardCharsets.UTF_8));
            // The session has gone on: it finds that no audio came.
            byte[] close = peer.read(CLOSE);
            assertThat(close[0] << 8 | close[1] & 0xff).isEqualTo(1007);
            assertThat(peer.texts).anyMatch(text -> text.contains("\"empty-body\""));
        }
    }

    /** The client's end of a WebSocket (RFC 6455), of messages in one frame. */
    private static final class Peer implements AutoCloseable {

        private static final int SHORT = 126;

        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;
        private final List<String> texts = new ArrayList<>();
        private int pongs;

        Peer(int port, String path) throws IOException {
            socket = new Socket("localhost", port);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            out = socket.getOutputStream();
            out.write(
                    ("GET "
                                    + path
                                    + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            assertThat(head).startsWith("HTTP/1.1 101");
        }

        void send(int opCode, byte[] payload) throws IOException {
            byte[] frame = new byte[6 + payload.length];
            frame[0] = (byte) (FINAL | opCode);
            frame[1] = (byte) (MASKED | payload.length);
            // A mask of zeros changes nothing.
            System.arraycopy(payload, 0, frame, 6, payload.length);
            out.write(frame);
        }

        /** Until the service has closed the connection. */
        void sendAsLongAsItGoes(int opCode, int times) {
            try {
                for (int i = 0; i < times; i++) {
                    send(opCode, new byte[] {1, 2, 3, 4});
                }
            } catch (IOException closed) {
                texts.add("closed while it was flooded");
            }
        }

        /** The payload of the first frame of a kind; those before it are kept. */
        byte[] read(int wanted) throws IOException {
            while (true) {
                int opCode = in.readUnsignedByte() & 0xf;
                int length = in.readUnsignedByte();
                byte[] payload = new byte[length < SHORT ? length : in.readUnsignedShort()];
                in.readFully(payload);
                if (opCode == 0x1) {
                    texts.add(new String(payload, StandardCharsets.UTF_8));
                } else if (opCode == PONG) {
                    pongs++;
                }
                if (opCode == wanted) {
                    return payload;
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
