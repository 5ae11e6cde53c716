package dev.undertone.web;

import static dev.undertone.web.ServiceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.access.KeySecret;
import dev.undertone.testing.WavBytes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may connect at the port of vosk's clients: whoever may at {@code /v1/stream}, by the same means. */
class ITVoskKeys extends SecuredService {

    private static final String PREFIX = "undertone.ticket.";

    private final HttpClient client = HttpClient.newHttpClient();
    @Autowired private VoskPort voskPort;

    /** Keeps the answers, until the last. */
    private static final class Answers implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();
        private final CompletableFuture<String> all = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            all.complete(code + " " + text);
            return null;
        }
    }

    @Test
    void handshake_withoutGoodCredentials_isRefused() throws Exception {
        assertThat(status(builder())).isEqualTo(401);
        assertThat(status(as("Bearer " + KeySecret.create()))).isEqualTo(401);
        assertThat(status(as("Bearer " + EXPIRED))).isEqualTo(401);
        assertThat(status(as("Basic YTpi"))).isEqualTo(401);
        assertThat(status(as("Bearer " + ANALYST))).isEqualTo(403);
        assertThat(status(as("Bearer " + ISSUER.token("analyze")))).isEqualTo(403);
        assertThat(status(builder().subprotocols(PREFIX + "made-up"))).isEqualTo(401);
        assertThat(status(builder().subprotocols(PREFIX + STREAMER))).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"/?access_token=", "/?token=", "/?key="})
    void key_inTheAddress_isNotRead(String path) {
        assertThat(status(builder(), path + STREAMER)).isEqualTo(401);
    }

    /** One second, told by the one utterance that it is. */
    @Test
    void stream_withKey_isHeardAndCountedForItsOwner() throws Exception {
        double seconds = usage("audio_seconds_total", "streamer");
        double requests = usage("requests_total", "streamer");
        Answers answers = new Answers();
        WebSocket socket =
                as("Bearer " + STREAMER).buildAsync(address("/?vad=false"), answers).join();
        byte[] wav = WavBytes.pcm16(16_000, 1, WavBytes.buzz(1, 1));

        socket.sendText("{\"config\":{\"sample_rate\":16000}}", true).join();
        socket.sendBinary(ByteBuffer.wrap(Arrays.copyOfRange(wav, 44, wav.length)), true).join();
        socket.sendText("{\"eof\":1}", true).join();

        assertThat(answers.all.get(30, TimeUnit.SECONDS))
                .startsWith("1000 ")
                .contains("\"type\":\"utterance\"");
        assertThat(usage("audio_seconds_total", "streamer")).isEqualTo(seconds + 1);
        assertThat(usage("requests_total", "streamer")).isEqualTo(requests + 1);
    }

    @Test
    void handshake_withToken_isLetIn() {
        assertThat(status(as("Bearer " + ISSUER.token("stream")))).isEqualTo(101);
    }

    @Test
    void handshake_withTicket_isLetInOnce() throws Exception {
        HttpResponse<String> response =
                service.send(as(STREAMER, "/v1/stream/tickets").POST(BodyPublishers.noBody()));
        String protocol = PREFIX + json(response).get("ticket").stringValue();
        WebSocket socket =
                builder().subprotocols(protocol).buildAsync(address("/"), new Answers()).join();

        assertThat(socket.getSubprotocol()).isEqualTo(protocol);
        socket.abort();
        assertThat(status(builder().subprotocols(protocol))).isEqualTo(401);
    }

    /** That a page has a key does not make it one of ours. */
    @ParameterizedTest
    @CsvSource({
        "https://evil.example,403",
        "null,403",
        "https://app.example.org.evil.example,403",
        ORIGIN + ",101"
    })
    void handshake_ofOtherPages_isRefused(String origin, int status) {
        assertThat(status(as("Bearer " + STREAMER).header("Origin", origin))).isEqualTo(status);
    }

    /** Nothing else of the service is there, whoever asks. */
    @ParameterizedTest
    @CsvSource({"/v1/models,ANALYST", "/v1/stream,STREAMER", "/v1/adapters/vosk,STREAMER"})
    void otherAddress_isNotThere(String path, String who) throws Exception {
        ServiceFixture vosk =
                new ServiceFixture("http://localhost:" + voskPort.localPort(), client);
        String key = who.equals("ANALYST") ? ANALYST : STREAMER;

        assertThat(
                        vosk.send(vosk.request(path).header("Authorization", "Bearer " + key))
                                .statusCode())
                .isEqualTo(404);
    }

    private WebSocket.Builder builder() {
        return client.newWebSocketBuilder();
    }

    private WebSocket.Builder as(String authorization) {
        return builder().header("Authorization", authorization);
    }

    private URI address(String path) {
        return URI.create("ws://localhost:" + voskPort.localPort() + path);
    }

    private int status(WebSocket.Builder builder) {
        return status(builder, "/");
    }

    private int status(WebSocket.Builder builder, String path) {
        try {
            builder.buildAsync(address(path), new Answers()).join().abort();
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }
}
