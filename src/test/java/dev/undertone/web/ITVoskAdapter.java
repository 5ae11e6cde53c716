package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.undertone.live.LiveSessions;
import dev.undertone.recognition.Reason;
import dev.undertone.recognition.RecognitionException;
import dev.undertone.testing.AdapterRecordings;
import dev.undertone.testing.WavBytes;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** {@code /v1/adapters/vosk} and its own port: clients that wait for one answer per message, and what they never send. */
class ITVoskAdapter extends AdapterService {

    private static final String PATH = "/v1/adapters/vosk";
    private static final String EOF = "{\"eof\" : 1}";

    @Autowired private VoskPort voskPort;
    @Autowired private LiveSessions sessions;

    @Test
    void recording_isWhatItsFormulaMakes() {
        assertThat(AdapterRecordings.read(AdapterRecordings.VOSK_FILE))
                .isEqualTo(AdapterRecordings.voskFile());
    }

    /** As vosk-server's test.py: configuration, then chunks of 0.2 s, each waited for, then eof. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void client_inLockstep_getsOneAnswerPerMessage(boolean ownPort) throws Exception {
        try (VoskClient client =
                ownPort ? new VoskClient(voskPort.localPort(), "") : new VoskClient(port, PATH)) {
            List<JsonNode> replies = replay(client, AdapterRecordings.VOSK_FILE);

            assertThat(client.surplus()).isEmpty();
            assertThat(client.closeCode()).isEqualTo(1000);
            assertThat(replies).hasSize(19);
            assertThat(replies)
                    .allSatisfy(
                            reply -> {
                                String kind = reply.has("partial") ? "partial" : "text";
                                assertThat(reply.get(kind).stringValue()).isEmpty();
                                assertThat(reply.has("result")).isFalse();
                            });
            assertThat(replies.get(18).has("text")).isTrue();
            assertThat(told(replies, "ready")).hasSize(1);
            List<JsonNode> utterances = told(replies, "utterance");
            assertThat(utterances).hasSize(1);
            assertThat(utterances.get(0).get("endedBy").asString()).isEqualTo("vad");
            assertThat(utterances.get(0).at("/result/probabilities").size()).isEqualTo(4);
            assertThat(replies.stream().filter(reply -> reply.has("text")))
                    .as("the reply that ends the utterance, and the last one")
                    .hasSize(2);
        }
    }

    /** As its clients in Go and PHP: the bytes of a WAV file, header and all, and no configuration. */
    @Test
    void client_withoutConfiguration_isHeardAtTheRateOfTheServer() throws Exception {
        byte[] file = WavBytes.pcm16(8000, 1, WavBytes.buzz(0.75, 1));
        try (VoskClient client = new VoskClient(voskPort.localPort(), "/?vad=false")) {
            List<JsonNode> replies = new ArrayList<>();
            for (int taken = 0; taken < file.length; taken += 8000) {
                client.send(Arrays.copyOf(Arrays.copyOfRange(file, taken, taken + 8000), 8000));
                replies.add(client.receive());
            }
            client.say(EOF);
            replies.add(client.receive());
            assertThat(replies).hasSize(file.length / 8000 + 2);
            JsonNode audio = told(replies, "utterance").get(0).at("/result/audio");
            assertThat(audio.get("sampleRateHz").asInt()).isEqualTo(8000);
            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }

    /** As its client for Node: everything at once, answers as they come. */
    @Test
    void client_thatDoesNotWait_getsAsManyAnswers() throws Exception {
        try (VoskClient client = new VoskClient(port, PATH)) {
            List<String> messages = AdapterRecordings.read(AdapterRecordings.VOSK_FILE);
            messages.forEach(message -> send(client, message));
            assertThat(client.surplus()).hasSize(messages.size() - 1);
            assertThat(client.surplus().get(messages.size() - 2)).startsWith("{\"text\":\"\"");
        }
    }

    @Test
    void file_withoutPauses_hasTheBitsOfPost() throws Exception {
        byte[] samples = AdapterRecordings.spoken();
        JsonNode file =
                ServiceFixture.json(
                        service.postRaw(
                                "/v1/emotions?encoding=pcm_s16le&sampleRateHz=8000", samples));
        try (VoskClient client = new VoskClient(port, PATH)) {
            client.say(
                    """
                    {"config" : {"phrase_list" : ["yes no"], "sample_rate" : 8000.0, "words" : 0,
                                 "vad" : false, "attention" : "frames", "partialEveryMs" : 0}}
                    """);
            client.sendInFrames(Arrays.copyOf(samples, 20_001), 333);
            JsonNode first = client.receive();
            client.send(Arrays.copyOfRange(samples, 20_001, samples.length));
            JsonNode second = client.receive();
            client.say(EOF);
            List<JsonNode> replies = List.of(first, second, client.receive());
            assertThat(second.toString()).isEqualTo("{\"partial\":\"\"}");
            JsonNode result = told(replies, "utterance").get(0).get("result");
            for (String field : List.of("probabilities", "attention", "model", "audio")) {
                assertThat(result.get(field)).as(field).isEqualTo(file.get(field));
            }
        }
    }

    @Test
    void samples_thatEndWithinOne_areHeardAllTheSame() throws Exception {
        try (VoskClient client = new VoskClient(port, PATH + "?vad=false")) {
            client.send(Arrays.copyOf(AdapterRecordings.spoken(), 16_001));
            List<JsonNode> replies = new ArrayList<>(List.of(client.receive()));
            client.say(EOF);
            replies.add(client.receive());
            assertThat(told(replies, "utterance")).hasSize(1);
            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void eof_withoutSamples_isAnsweredAndCloses() throws Exception {
        try (VoskClient client = new VoskClient(port, PATH)) {
            client.say(EOF);
            JsonNode reply = client.receive();
            assertThat(reply.get("text").stringValue()).isEmpty();
            assertThat(told(List.of(reply), "error").get(0).at("/problem/reason").asString())
                    .isEqualTo("empty-body");
            assertThat(client.surplus()).isEmpty();
        }
    }

    static Stream<MalformedCase> malformed() {
        return MalformedCase.read("vosk-malformed.jsonl");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void message_thatCannotBe_isAnsweredWithWhatCameBefore(MalformedCase malformed)
            throws Exception {
        try (VoskClient client = new VoskClient(port, PATH)) {
            List<JsonNode> replies = new ArrayList<>();
            for (String message :
                    AdapterRecordings.read(AdapterRecordings.VOSK_FILE).subList(0, 6)) {
                if (send(client, message)) {
                    replies.add(client.receive());
                }
            }
            malformed.messages().forEach(client::say);
            replies.add(client.receive());
            assertThat(replies.get(replies.size() - 1).get("text").stringValue()).isEmpty();
            assertThat(told(replies, "utterance")).hasSize(1);
            assertThat(told(replies, "error").get(0).at("/problem/reason").asString())
                    .isEqualTo(malformed.reason());
            assertThat(client.closeCode()).isEqualTo(malformed.code());
            assertThat(client.surplus()).isEmpty();
        }
    }

    @Test
    void message_overItsLimit_isAnsweredToo() throws Exception {
        try (VoskClient client = new VoskClient(port, PATH)) {
            client.send(new byte[64 * 1024 + 2]);
            assertThat(
                            told(List.of(client.receive()), "error")
                                    .get(0)
                                    .at("/problem/reason")
                                    .asString())
                    .isEqualTo("audio-too-large");
            assertThat(client.closeCode()).isEqualTo(1009);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/prometheus",
                "/v1/models",
                "/v1/stream",
                "/v1/adapters/vosk",
                "/v1/adapters/twilio",
                "/v3/api-docs",
                "/docs/api",
                "//",
                "/;x=1",
                "/index.html",
                "/%2e/"
            })
    void ownPort_hasNothingElse(String path) throws Exception {
        for (String upgrade : List.of("", upgrade())) {
            String answer = ask(voskPort.localPort(), path, upgrade);
            assertThat(answer).startsWith("HTTP/1.1 404").contains("\"not-found\"");
        }
    }

    @Test
    void ownPort_whenEveryPlaceIsTaken_isFull() throws Exception {
        List<LiveSessions.Place> places = new ArrayList<>();
        try {
            RecognitionException full =
                    catchThrowableOfType(
                            RecognitionException.class,
                            () -> {
                                while (true) {
                                    places.add(sessions.reserve());
                                }
                            });
            assertThat(full.reason()).isEqualTo(Reason.SESSION_LIMIT);
            assertThat(ask(voskPort.localPort(), "/", upgrade()))
                    .startsWith("HTTP/1.1 503")
                    .contains("Retry-After: 5")
                    .contains("\"session-limit\"");
        } finally {
            places.forEach(LiveSessions.Place::close);
        }
    }

    @Test
    void ownPort_withoutAHandshake_isInvalid() throws Exception {
        assertThat(ask(voskPort.localPort(), "/", ""))
                .startsWith("HTTP/1.1 400")
                .contains("\"invalid-message\"");
    }

    @Test
    void ownPort_isNotTheServices() throws Exception {
        assertThat(ask(port, "/", upgrade())).startsWith("HTTP/1.1 404");
        assertThat(service.get("/actuator/health").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example,403", "null,403", "http://localhost,101"})
    void ownPort_ofOtherPages_isRefused(String origin, int status) throws Exception {
        assertThat(ask(voskPort.localPort(), "/", upgrade() + "Origin: " + origin + "\r\n"))
                .startsWith("HTTP/1.1 " + status);
    }

    private static String upgrade() {
        return "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    }

    private static String ask(int port, String path, String headers) throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[4096];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, length, StandardCharsets.UTF_8);
        }
    }

    /** Sends a recorded sequence in lockstep; what answered. */
    private static List<JsonNode> replay(VoskClient client, String recording) throws Exception {
        List<JsonNode> replies = new ArrayList<>();
        for (String message : AdapterRecordings.read(recording)) {
            if (send(client, message)) {
                replies.add(client.receive());
            }
        }
        return replies;
    }

    /** Whether an answer is due. */
    private static boolean send(VoskClient client, String line) {
        JsonNode message = ServiceFixture.JSON.readTree(line);
        if (message.has("binary")) {
            client.send(Base64.getDecoder().decode(message.get("binary").stringValue()));
            return true;
        }
        client.say(line);
        return message.has("eof");
    }

    private static List<JsonNode> told(List<JsonNode> replies, String type) {
        return replies.stream()
                .flatMap(
                        reply -> StreamSupport.stream(reply.path("undertone").spliterator(), false))
                .filter(event -> event.get("type").asString().equals(type))
                .toList();
    }
}
