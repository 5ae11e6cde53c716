package dev.undertone.web;

import static dev.undertone.web.ServiceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.WavBytes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How a WebSocket is let in: by a header, or by a ticket where there cannot be one. */
class ITTickets extends SecuredService {

    private static final String WHO = "/v1/adapters/who";
    private static final String PREFIX = "undertone.ticket.";

    private final HttpClient client = IDENTITY.client();

    /** Keeps the one message that the service sends. */
    private static final class Answer implements WebSocket.Listener {

        private final CompletableFuture<String> text = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.complete(data.toString());
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        String text() throws Exception {
            return text.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void ticket_isOfThirtySeconds() throws Exception {
        HttpResponse<String> response = ticketResponse(STREAMER);
        JsonNode ticket = json(response);

        assertThat(ticket.propertyNames()).containsExactly("ticket", "expiresInSeconds");
        assertThat(ticket.get("expiresInSeconds").intValue()).isEqualTo(30);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void handshake_withTicket_isLetInOnceAsItsOwner() throws Exception {
        String ticket = ticket(STREAMER);
        Answer answer = new Answer();
        WebSocket socket = handshake(answer, PREFIX + ticket);

        assertThat(answer.text()).isEqualTo("streamer");
        assertThat(socket.getSubprotocol()).isEqualTo(PREFIX + ticket);
        socket.abort();
        assertThat(refusal(PREFIX + ticket)).isEqualTo(401);
    }

    @Test
    void handshake_withTicketOfAToken_isThatOfTokens() throws Exception {
        Answer answer = new Answer();
        WebSocket socket = handshake(answer, PREFIX + ticket(ISSUER.token("stream")));

        assertThat(answer.text()).isEqualTo("jwt");
        socket.abort();
    }

    @Test
    void handshake_withKey_isLetIn() throws Exception {
        Answer answer = new Answer();
        WebSocket socket =
                client.newWebSocketBuilder()
                        .header("Authorization", "Bearer " + STREAMER)
                        .buildAsync(address(WHO), answer)
                        .join();

        assertThat(answer.text()).isEqualTo("streamer");
        socket.abort();
    }

    @Test
    void handshake_withoutGoodTicket_isRefused() throws Exception {
        assertThat(refusal()).isEqualTo(401);
        assertThat(refusal("undertone.v1")).isEqualTo(401);
        assertThat(refusal(PREFIX)).isEqualTo(401);
        assertThat(refusal(PREFIX + "made-up")).isEqualTo(401);
        assertThat(refusal(PREFIX + STREAMER)).isEqualTo(401);
        assertThat(refusal(PREFIX + ticket(STREAMER), PREFIX + ticket(STREAMER))).isEqualTo(401);
    }

    /** One second, told by the one utterance that it is. */
    @Test
    void stream_withTicket_isHeardAndCountedForItsOwner() throws Exception {
        double seconds = usage("audio_seconds_total", "streamer");
        byte[] wav = WavBytes.pcm16(16_000, 1, WavBytes.buzz(1, 1));
        try (StreamClient stream =
                new StreamClient(client, address("/v1/stream"), PREFIX + ticket(STREAMER))) {
            stream.say(
                    "{\"type\":\"start\",\"encoding\":\"pcm_s16le\",\"sampleRateHz\":16000,\"vad\":false}");
            stream.send(Arrays.copyOfRange(wav, 44, wav.length), 4_000);
            stream.say("{\"type\":\"finish\"}");

            assertThat(stream.await("utterance").at("/result/emotion")).isNotNull();
            assertThat(stream.closeCode()).isEqualTo(1000);
        }
        assertThat(usage("audio_seconds_total", "streamer")).isEqualTo(seconds + 1);
    }

    /** A ticket is for streams, not for what its owner may do besides. */
    @Test
    void ticket_elsewhere_opensNothing() throws Exception {
        HttpResponse<String> response =
                service.send(
                        service.request("/v1/models")
                                .header(
                                        "Sec-WebSocket-Protocol",
                                        PREFIX + ticket(ISSUER.token("stream analyze"))));

        assertThat(response.statusCode()).isEqualTo(403);
    }

    /** Adapters may listen at other addresses than those under /v1. */
    @Test
    void handshake_atAnyAddress_needsTheScope() {
        assertThat(status(() -> open("/elsewhere", new Answer(), List.of()))).isEqualTo(401);
        assertThat(
                        status(
                                () ->
                                        client.newWebSocketBuilder()
                                                .header("Authorization", "Bearer " + ANALYST)
                                                .buildAsync(address("/elsewhere"), new Answer())
                                                .join()))
                .isEqualTo(403);
    }

    private HttpResponse<String> ticketResponse(String bearer) throws Exception {
        return service.send(as(bearer, "/v1/stream/tickets").POST(BodyPublishers.noBody()));
    }

    private String ticket(String bearer) throws Exception {
        return json(ticketResponse(bearer)).get("ticket").stringValue();
    }

    private int refusal(String... protocols) {
        return status(() -> open(WHO, new Answer(), List.of(protocols)));
    }

    private static int status(Runnable handshake) {
        try {
            handshake.run();
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    private WebSocket handshake(Answer answer, String... protocols) {
        return open(WHO, answer, List.of(protocols));
    }

    private WebSocket open(String path, Answer answer, List<String> protocols) {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        if (!protocols.isEmpty()) {
            builder.subprotocols(
                    protocols.get(0),
                    protocols.subList(1, protocols.size()).toArray(String[]::new));
        }
        return builder.buildAsync(address(path), answer).join();
    }

    private URI address(String path) {
        return URI.create("wss://localhost:" + port + path);
    }
}
