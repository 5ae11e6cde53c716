package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.testing.TlsIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** TLS, and what stands around every answer. */
class ITTransport extends SecuredService {

    @Test
    void certificate_replaced_isUsedWithoutRestart() throws Exception {
        TlsIdentity next = TlsIdentity.create(FOLDER);
        assertThatThrownBy(() -> models(next.client())).isInstanceOf(SSLHandshakeException.class);

        try {
            next.write(FOLDER);
            until(next);
            assertThatThrownBy(() -> models(IDENTITY.client()))
                    .isInstanceOf(SSLHandshakeException.class);
        } finally {
            IDENTITY.write(FOLDER);
            until(IDENTITY);
        }
    }

    @Test
    void answer_ofEveryKind_carriesTheHeadersOfBrowsers() throws Exception {
        for (HttpResponse<String> response :
                java.util.List.of(
                        recognize(ANALYST),
                        recognize("nobody"),
                        service.get("/nothing"),
                        service.get("/v3/api-docs"))) {
            assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(response.headers().firstValue("Content-Security-Policy"))
                    .hasValue("frame-ancestors 'none'");
            assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        }
        assertThat(recognize(ANALYST).headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(recognize("nobody").headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    /** Asks until the certificate is the one that is served; the test's own timeout ends it. */
    private void until(TlsIdentity identity) throws Exception {
        while (true) {
            try {
                assertThat(models(identity.client())).isEqualTo(200);
                return;
            } catch (SSLHandshakeException e) {
                Thread.onSpinWait();
            }
        }
    }

    private int models(HttpClient client) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/v1/models"))
                        .header("Authorization", "Bearer " + ANALYST)
                        .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }
}
