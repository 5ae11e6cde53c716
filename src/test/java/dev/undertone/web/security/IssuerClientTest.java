package dev.undertone.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undertone.testing.TokenIssuer;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.http.RequestEntity;
import org.springframework.web.client.RestClientException;

class IssuerClientTest {

    private final AtomicLong now = new AtomicLong();
    private final IssuerClient client = new IssuerClient(now::get);

    @Test
    void exchange_again_asksOnceInFiveSeconds() {
        TokenIssuer issuer = new TokenIssuer();
        String first = ask(issuer.keysUri());
        assertThat(first).contains("\"kty\":\"RSA\"");
        for (int i = 0; i < 20; i++) {
            assertThat(ask(issuer.keysUri())).isEqualTo(first);
        }
        assertThat(issuer.asked()).isEqualTo(1);

        now.addAndGet(TimeUnit.SECONDS.toNanos(5));
        ask(issuer.keysUri());
        ask(issuer.keysUri());
        assertThat(issuer.asked()).isEqualTo(2);
    }

    @Test
    void exchange_afterAFailure_failsAsBeforeWithoutAsking() {
        TokenIssuer issuer = new TokenIssuer();
        String elsewhere = issuer.keysUri().replace("/keys", "/nothing");

        assertThatThrownBy(() -> ask(elsewhere)).isInstanceOf(RestClientException.class);
        Throwable again = org.assertj.core.api.Assertions.catchThrowable(() -> ask(elsewhere));
        assertThatThrownBy(() -> ask(elsewhere)).isSameAs(again);
    }

    private String ask(String uri) {
        return client.exchange(RequestEntity.get(URI.create(uri)).build(), String.class).getBody();
    }
}
