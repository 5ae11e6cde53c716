package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.app.UndertoneApplication;
import dev.undertone.testing.WavBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** {@code /v1/stream} over a real port: what a client, a careless one and a hostile one meet. */
@SpringBootTest(
        classes = {UndertoneApplication.class, ITStream.SmallSendBuffers.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "undertone.limits.stream.sessions=8",
            "undertone.limits.stream.idle-timeout=20s",
            "undertone.security.allowed-origins=https://app.example"
        })
class ITStream {

    private static final int RATE = 16_000;
    private static final String START =
            """
            {"type":"start","encoding":"pcm_s16le","sampleRateHz":16000,"vad":false,"partialEveryMs":500}
            """;

    /** So that a client that does not read is noticed after kilobytes, not after the megabytes that the kernel holds. */
    @TestConfiguration(proxyBeanMethods = false)
    static class SmallSendBuffers {

        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallSendBuffers() {
            return factory ->
                    factory.addConnectorCustomizers(
                            connector -> connector.setProperty("socket.txBufSize", "8192"));
        }
    }

    @LocalServerPort private int port;
    private ServiceFixture service;

    @DynamicPropertySource
    static void models(DynamicPropertyRegistry registry) {
        ServiceFixture.serveFixture(registry);
    }

    @BeforeEach
    void connect() {
        service = new ServiceFixture(port);
    }

    @ParameterizedTest
    @CsvSource({"1", "333", "4096", "60000"})
    void stream_anyChunks_hasTheBitsOfPost(int chunkBytes) throws Exception {
        byte[] samples = pcm(chunkBytes == 1 ? 0.3 : 2.7, 1);
        JsonNode file =
                ServiceFixture.json(
                        service.postRaw(
                                "/v1/emotions?encoding=pcm_s16le&sampleRateHz=16000", samples));
        try (StreamClient client = new StreamClient(port, "/v1/stream")) {
            client.say(START).send(samples, chunkBytes).say("{\"type\":\"finish\"}");
            List<JsonNode> events = client.all();

            assertThat(events.get(0).get("type").asString()).isEqualTo("ready");
            assertThat(events.get(0).at("/model/name").asString()).isEqualTo("fixture");
            JsonNode utterance = client.await("utterance");
            assertThat(utterance.get("endedBy").asString()).isEqualTo("finish");
            for (String field :
                    List.of(
                            "probabilities",
                            "attention",
                            "emotion",
                            "confidence",
                            "model",
                            "audio")) {
                assertThat(utterance.get("result").get(field)).as(field).isEqualTo(file.get(field));
            }
            assertThat(events.get(events.size() - 1).toString())
                    .isEqualTo("{\"type\":\"bye\",\"code\":1000,\"reason\":\"finished\"}");
            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void stream_partials_comeWhileTheUtteranceGrows() throws Exception {
        try (StreamClient client = new StreamClient(port, "/v1/stream")) {
            client.say(START).send(pcm(1.2, 1), 3200);
            JsonNode partial = client.await("partial");
            assertThat(partial.get("utteranceId").asString())
                    .startsWith(client.await("ready").get("sessionId").asString());
            assertThat(partial.get("probabilities").properties()).hasSize(4);
            assertThat(partial.at("/attention/weights").size()).isPositive();
        }
    }

    @Test
    void stream_twoVoicesWithAPause_areTwoUtterances() throws Exception {
        float[] samples = new float[6 * RATE];
        System.arraycopy(WavBytes.buzz(2, 1), 0, samples, 0, 2 * RATE);
        System.arraycopy(WavBytes.buzz(2, 2), 0, samples, 3 * RATE, 2 * RATE);
        try (StreamClient client = new StreamClient(port, "/v1/stream")) {
            client.say(START.replace("false", "true"))
                    .send(pcm(samples), 1280)
                    .say("{\"type\":\"finish\"}");
            List<JsonNode> utterances =
                    client.all().stream()
                            .filter(event -> event.get("type").asString().equals("utterance"))
                            .toList();
            assertThat(utterances)
                    .extracting(utterance -> utterance.get("endedBy").asString())
                    .containsExactly("vad", "vad");
            assertThat(utterances.get(1).get("startMs").asLong()).isBetween(2700L, 3000L);
            assertThat(utterances.get(1).at("/result/attention/startSeconds").asDouble())
                    .isBetween(2.7, 3.0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no json | invalid-message | 1007",
                "{\"type\":\"finish\"} | out-of-order | 1008",
                "{\"type\":\"start\",\"encoding\":\"pcm_s16le\",\"sampleRateHz\":1} | unsupported-sample-rate | 1008",
            })
    void text_thatCannotBe_isToldWithItsCloseCode(String text, String reason, int code)
            throws Exception {
        try (StreamClient client = new StreamClient(port, "/v1/stream")) {
            client.say(text);
            assertEndsBy(client, reason, code);
        }
    }

    @Test
    void binary_beforeStart_isOutOfOrder() throws Exception {
        try (StreamClient client = new StreamClient(port, "/v1/stream")) {
            client.send(new byte[10], 10);
            assertEndsBy(client, "out-of-order", 1008);
        }
    }

    @Test
    void message_overItsLimit_isTooLarge() throws Exception {
        try (StreamClient client = new StreamClient(port, "/v1/stream")) {
            client.say(START).send(new byte[64 * 1024 + 2], 64 * 1024 + 2);
            assertEndsBy(client, "audio-too-large", 1009);
        }
        try (StreamClient client = new StreamClient(port, "/v1/stream")) {
            client.say("{\"type\":\"" + "x".repeat(70_000) + "\"}");
            assertEndsBy(client, "audio-too-large", 1009);
        }
    }

    @Test
    void message_ofManyFragments_isCut() throws Exception {
        try (StreamClient client = new StreamClient(port, "/v1/stream")) {
            client.say(START);
            try {
                for (int i = 0; i < 1_100 && !client.socket().isOutputClosed(); i++) {
                    client.socket().sendBinary(ByteBuffer.wrap(new byte[2]), false).join();
                }
            } catch (CompletionException e) {
                // The server closed while this client was still talking.
                assertThat(e).hasCauseInstanceOf(IOException.class);
            }
            assertEndsBy(client, "rate-limited", 1008);
        }
    }

    @Test
    void text_inAFlood_isCut() throws Exception {
        try (StreamClient client = new StreamClient(port, "/v1/stream")) {
            client.say(START);
            for (int i = 0; i < 500 && !client.socket().isOutputClosed(); i++) {
                client.say("{\"type\":\"keepalive\"}");
            }
            assertEndsBy(client, "rate-limited", 1008);
        } catch (CompletionException e) {
            // The server closed while this client was still talking.
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example,403",
        "null,403",
        "https://app.example.evil.example,403",
        "https://app.example,101"
    })
    void origin_ofOtherPages_isRefusedBeforeTheUpgrade(String origin, int status) throws Exception {
        String answer = handshake("/v1/stream", "Origin: " + origin, "Sec-WebSocket-Version: 13");
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        if (status == 403) {
            assertThat(answer).contains("application/problem+json").contains("\"forbidden\"");
        }
    }

    @Test
    void handshake_thatIsNone_isRefusedAndLeavesItsPlace() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(handshake("/v1/stream", "Sec-WebSocket-Version: 8"))
                    .startsWith("HTTP/1.1 426");
        }
        assertThat(service.get("/v1/stream").statusCode()).isEqualTo(400);
        try (StreamClient client = new StreamClient(port, "/v1/stream")) {
            client.say(START);
            assertThat(client.await("ready")).isNotNull();
        }
    }

    @Test
    void handshake_withoutKeyOrWithAnUnknownSubprotocol_isRefusedOrGetsNone() throws Exception {
        assertThat(handshakeWithout("Sec-WebSocket-Key")).startsWith("HTTP/1.1 400");
        assertThat(
                        handshake(
                                "/v1/stream",
                                "Sec-WebSocket-Version: 13",
                                "Sec-WebSocket-Protocol: soap"))
                .startsWith("HTTP/1.1 101")
                .doesNotContain("Sec-WebSocket-Protocol");
        awaitSessions(0);
    }

    @Test
    void handshake_offeringCompression_getsNone() throws Exception {
        String answer =
                handshake(
                        "/v1/stream",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits");
        assertThat(answer).startsWith("HTTP/1.1 101").doesNotContain("permessage-deflate");
    }

    @Test
    void sessions_beyondTheLimit_are503UntilOneEnds() throws Exception {
        List<StreamClient> clients = new ArrayList<>();
        try {
            awaitSessions(0);
            for (int i = 0; i < 8; i++) {
                clients.add(new StreamClient(port, "/v1/stream"));
            }
            String answer = handshake("/v1/stream", "Sec-WebSocket-Version: 13");
            assertThat(answer)
                    .startsWith("HTTP/1.1 503")
                    .contains("Retry-After: 5")
                    .contains("\"session-limit\"");
            assertThat(
                            service.postRaw(
                                            "/v1/emotions",
                                            WavBytes.pcm16(RATE, 1, WavBytes.buzz(1, 1)))
                                    .statusCode())
                    .isEqualTo(200);
        } finally {
            clients.forEach(StreamClient::close);
        }
        awaitSessions(0);
        new StreamClient(port, "/v1/stream").close();
    }

    @Test
    void connection_cutOnTheWay_countsAsCancelled() throws Exception {
        double before =
                meter("undertone_ended_sessions_total{outcome=\"cancelled\",reason=\"none\"}");
        StreamClient client = new StreamClient(port, "/v1/stream");
        client.say(START).send(pcm(1, 1), 8000);
        client.await("ready");
        client.close();
        awaitSessions(0);
        assertThat(meter("undertone_ended_sessions_total{outcome=\"cancelled\",reason=\"none\"}"))
                .isGreaterThan(before);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void connection_resetOrHalfClosed_countsAsCancelled(boolean reset) throws Exception {
        String cancelled = "undertone_ended_sessions_total{outcome=\"cancelled\",reason=\"none\"}";
        awaitSessions(0);
        double before = meter(cancelled);
        try (Socket socket = new Socket("localhost", port)) {
            upgrade(socket);
            OutputStream out = socket.getOutputStream();
            out.write(frame(0x1, START.getBytes(StandardCharsets.UTF_8)));
            out.write(frame(0x2, pcm(0.25, 1)));
            assertThat(socket.getInputStream().read()).as("a frame: ready").isEqualTo(0x81);
            if (reset) {
                socket.setSoLinger(true, 0);
            } else {
                socket.shutdownOutput();
                awaitSessions(0);
            }
        }
        awaitSessions(0);
        assertThat(meter(cancelled)).isEqualTo(before + 1);
    }

    @Test
    void client_thatNeverReads_isCutAndItsMemoryGivenBack() throws Exception {
        byte[] samples = pcm(30, 1);
        try (Socket socket = new Socket("localhost", port)) {
            socket.setReceiveBufferSize(4096);
            upgrade(socket);
            OutputStream out = socket.getOutputStream();
            out.write(frame(0x1, START.replace("500", "100").getBytes(StandardCharsets.UTF_8)));
            assertThat(
                            meterEventually(
                                    "undertone_ended_sessions_total{outcome=\"failed\",reason=\"slow-client\"}",
                                    () -> {
                                        for (int taken = 0;
                                                taken < samples.length;
                                                taken += 32_000) {
                                            int end = Math.min(samples.length, taken + 32_000);
                                            out.write(
                                                    frame(
                                                            0x2,
                                                            Arrays.copyOfRange(
                                                                    samples, taken, end)));
                                        }
                                    }))
                    .isPositive();
        }
        awaitSessions(0);
    }

    @ParameterizedTest
    @CsvSource({"unmasked,1002", "reserved opcode,1002", "bad utf-8,1007", "ping too long,1002"})
    void frame_againstTheRules_closesByItsCode(String what, int code) throws Exception {
        byte[] bytes =
                switch (what) {
                    case "unmasked" -> new byte[] {(byte) 0x81, 1, 'x'};
                    case "reserved opcode" -> frame(0x3, new byte[1]);
                    case "bad utf-8" -> frame(0x1, new byte[] {(byte) 0xC3, 0x28});
                    default -> frame(0x9, new byte[126]);
                };
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            upgrade(socket);
            socket.getOutputStream().write(bytes);
            assertThat(closeCode(socket.getInputStream())).isEqualTo(code);
        }
        awaitSessions(0);
    }

    private void assertEndsBy(StreamClient client, String reason, int code) throws Exception {
        List<JsonNode> events = client.all();
        JsonNode error = events.get(events.size() - 2);
        assertThat(error.get("fatal").asBoolean()).isTrue();
        assertThat(error.at("/problem/reason").asString()).isEqualTo(reason);
        assertThat(events.get(events.size() - 1).toString())
                .isEqualTo(
                        "{\"type\":\"bye\",\"code\":%d,\"reason\":\"%s\"}".formatted(code, reason));
        assertThat(client.closeCode()).isEqualTo(code);
    }

    private interface Step {
        void run() throws Exception;
    }

    private double meterEventually(String series, Step step) throws Exception {
        long deadline = System.nanoTime() + 60_000_000_000L;
        double value = meter(series);
        while (value == 0 && System.nanoTime() < deadline) {
            try {
                step.run();
            } catch (IOException e) {
                // The server has cut the connection: the meter will tell.
                Thread.yield();
            }
            value = meter(series);
        }
        return value;
    }

    private void awaitSessions(int count) throws Exception {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (meter("undertone_open_sessions") != count && System.nanoTime() < deadline) {
            Thread.yield();
        }
        assertThat(meter("undertone_open_sessions")).isEqualTo(count);
    }

    private double meter(String series) throws Exception {
        return service.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    private String handshake(String path, String... headers) throws Exception {
        return answer(request(path, headers));
    }

    private String handshakeWithout(String header) throws Exception {
        return answer(
                request("/v1/stream", "Sec-WebSocket-Version: 13")
                        .replaceAll(header + ": [^\r]*\r\n", ""));
    }

    private String answer(String request) throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[4096];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, length, StandardCharsets.UTF_8);
        }
    }

    private void upgrade(Socket socket) throws Exception {
        socket.getOutputStream()
                .write(
                        request("/v1/stream", "Sec-WebSocket-Version: 13")
                                .getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 101");
    }

    private static String request(String path, String... headers) {
        return "GET "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + String.join("\r\n", headers)
                + "\r\n\r\n";
    }

    /** A masked frame, RFC 6455 section 5.2. */
    private static byte[] frame(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        byte[] mask = new byte[4];
        new Random(payload.length).nextBytes(mask);
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i % 4]));
        }
        return Arrays.copyOf(frame.array(), frame.position());
    }

    /** Reads frames until the server closes; its code. */
    private static int closeCode(InputStream in) throws Exception {
        while (true) {
            int opcode = in.read() & 0xf;
            int length = in.read() & 0x7f;
            if (length == 126) {
                length = in.read() << 8 | in.read();
            }
            byte[] payload = in.readNBytes(length);
            if (opcode == 0x8) {
                return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
            }
        }
    }

    private static byte[] pcm(double seconds, int seed) {
        return pcm(WavBytes.buzz(seconds, seed));
    }

    private static byte[] pcm(float[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            bytes.putShort((short) Math.round(sample * 32_000));
        }
        return bytes.array();
    }
}
