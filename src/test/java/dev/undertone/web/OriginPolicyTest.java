package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPolicyTest {

    private static final OriginPolicy CLOSED = new OriginPolicy(List.of());
    private static final OriginPolicy LISTED =
            new OriginPolicy(List.of("https://app.example.org", "http://localhost:3000"));

    @Test
    void allows_noOrigin_isNoBrowser() {
        assertThat(CLOSED.allows(null, "localhost:8080")).isTrue();
        assertThat(CLOSED.lists(null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, localhost:8080",
        "http://LOCALHOST:8080, localhost:8080",
        "https://emotions.example.org, emotions.example.org",
        "https://emotions.example.org, emotions.example.org:443",
        "http://[::1]:8080, [::1]:8080",
    })
    void allows_ownHost_withoutBeingListed(String origin, String host) {
        assertThat(CLOSED.allows(origin, host)).isTrue();
        assertThat(CLOSED.lists(origin)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.org",
                "https://APP.example.org:443",
                "http://localhost:3000"
            })
    void allows_listed(String origin) {
        assertThat(LISTED.allows(origin, "localhost:8080")).isTrue();
        assertThat(LISTED.lists(origin)).isTrue();
        assertThat(CLOSED.allows(origin, "localhost:8080")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "*",
                "https://good.evil",
                "http://app.example.org",
                "https://app.example.org.evil.example",
                "https://app.example.org:8443",
                "https://app.example.org/",
                "https://app.example.org@evil.example",
                "https://evil.example#app.example.org",
                "http://localhost:80801",
                "http://localhost",
                "file://",
                "not an origin",
            })
    void allows_anythingElse_isForeign(String origin) {
        assertThat(LISTED.allows(origin, "localhost:8080")).isFalse();
        assertThat(LISTED.lists(origin)).isFalse();
    }

    @Test
    void allows_withoutHost_isForeign() {
        assertThat(CLOSED.allows("http://localhost", null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "example.org", "https://example.org/page", "ftp://example.org"})
    void constructor_notAnOrigin_isRefused(String origin) {
        assertThatThrownBy(() -> new OriginPolicy(List.of(origin)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(origin);
    }
}
