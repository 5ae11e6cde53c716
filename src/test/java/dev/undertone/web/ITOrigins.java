package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.recognition.Reason;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages of other origins get. */
class ITOrigins extends SecuredService {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://good.evil",
                "null",
                "http://app.example.org",
                "https://app.example.org.evil.example"
            })
    void request_ofAForeignPage_isForbidden(String origin) throws Exception {
        HttpResponse<String> request =
                service.send(as(ANALYST, "/v1/models").header("Origin", origin));

        for (HttpResponse<String> response : List.of(preflight(origin), request)) {
            assertThat(response.statusCode()).isEqualTo(Reason.FORBIDDEN.status());
            assertThat(response.body()).contains("\"forbidden\"");
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        }
        assertThat(handshake(origin)).isEqualTo(403);
    }

    @Test
    void request_ofAListedPage_mayBeRead() throws Exception {
        HttpResponse<String> preflight = preflight(ORIGIN);
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).hasValue(ORIGIN);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods")).hasValue("POST");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValue("authorization");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();

        HttpResponse<String> answer =
                service.send(
                        as(ANALYST, "/v1/emotions")
                                .header("Origin", ORIGIN)
                                .POST(BodyPublishers.ofByteArray(CLIP)));
        assertThat(answer.statusCode()).isEqualTo(200);
        readable(answer);
        HttpResponse<String> refusal =
                service.send(service.request("/v1/models").header("Origin", ORIGIN));
        assertThat(refusal.statusCode()).isEqualTo(401);
        readable(refusal);
        HttpResponse<String> method =
                service.send(as(ANALYST, "/v1/emotions").header("Origin", ORIGIN).DELETE());
        assertThat(method.statusCode()).isEqualTo(405);
        readable(method);
        assertThat(handshake(ORIGIN)).isEqualTo(101);
    }

    @Test
    void request_ofTheServicesOwnPage_passes() throws Exception {
        String own = "https://localhost:" + port;

        HttpResponse<String> answer = service.send(as(ANALYST, "/v1/models").header("Origin", own));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(handshake(own)).isEqualTo(101);
    }

    private static void readable(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue(ORIGIN);
        assertThat(response.headers().firstValue("Access-Control-Expose-Headers").orElseThrow())
                .contains("X-Request-Id", "Retry-After");
        assertThat(response.headers().allValues("Vary")).contains("Origin");
    }

    private HttpResponse<String> preflight(String origin) throws Exception {
        return service.send(
                service.request("/v1/emotions")
                        .method("OPTIONS", BodyPublishers.noBody())
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "authorization"));
    }

    private int handshake(String origin) {
        try {
            IDENTITY.client()
                    .newWebSocketBuilder()
                    .header("Origin", origin)
                    .header("Authorization", "Bearer " + STREAMER)
                    .buildAsync(
                            URI.create("wss://localhost:" + port + "/v1/adapters/who"),
                            new WebSocket.Listener() {})
                    .join()
                    .abort();
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }
}
