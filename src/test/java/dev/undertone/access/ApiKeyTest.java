package dev.undertone.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

    /** printf 'undertone_%s' 0123456789012345678901234567890123456789012 | sha256sum */
    private static final String SECRET = "undertone_0123456789012345678901234567890123456789012";

    private static final String HASH =
            "fac5de51ace81913679567d957b8c6ee78266c40be16aba9714912939e2118b3";

    @Test
    void hash_knownSecret_isThatOfSha256sum() {
        assertThat(KeySecret.hash(SECRET)).isEqualTo(HASH);
    }

    @Test
    void create_everyTime_isAnotherOfTheForm() {
        Set<String> secrets = Set.of(KeySecret.create(), KeySecret.create(), KeySecret.create());

        assertThat(secrets).hasSize(3).allMatch(KeySecret::isOne);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "password", "undertone_short", SECRET + "3", "Undertone_0123"})
    void isOne_anythingElse_isNone(String text) {
        assertThat(KeySecret.isOne(text)).isFalse();
        assertThat(new ApiKeys(List.of(key(text))).find(text, Instant.EPOCH)).isEmpty();
    }

    @Test
    void parse_line_isWhatLineWrites() {
        String line = "web-team sha256:" + HASH + " analyze,stream 2027-01-31T00:00:00Z";

        ApiKey key = ApiKey.parse("  " + line.replace(" ", "\t ") + " ");

        assertThat(key.id()).isEqualTo("web-team");
        assertThat(key.hash()).isEqualTo(HASH);
        assertThat(key.scopes()).containsExactlyInAnyOrder(Scope.ANALYZE, Scope.STREAM);
        assertThat(key.expires()).isEqualTo(Instant.parse("2027-01-31T00:00:00Z"));
        assertThat(key.line()).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a sha256:HASH",
                "a HASH analyze",
                "a md5:HASH analyze",
                "a sha256:123 analyze",
                "a sha256:HASH everything",
                "a sha256:HASH analyze,",
                "a sha256:HASH ANALYZE",
                "A sha256:HASH analyze",
                "jwt sha256:HASH analyze",
                "a sha256:HASH analyze 2027-01-31",
                "a sha256:HASH analyze 2027-01-31T00:00:00Z more",
            })
    void parse_anythingElse_isRefusedWithoutRepeatingIt(String line) {
        String written = line.replace("HASH", HASH);

        assertThatThrownBy(() -> ApiKey.parse(written))
                .isInstanceOf(InvalidKeysException.class)
                .hasMessageContaining("expected")
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain(HASH, "everything");
    }

    @Test
    void find_expired_isNobody() {
        Instant end = Instant.parse("2027-01-31T00:00:00Z");
        ApiKeys keys = new ApiKeys(List.of(new ApiKey("a", HASH, Set.of(Scope.ANALYZE), end)));

        assertThat(keys.find(SECRET, end.minusNanos(1))).isPresent();
        assertThat(keys.find(SECRET, end)).isEmpty();
    }

    @Test
    void parse_lines_passesOverCommentsAndNamesTheLineAtFault() {
        List<String> lines = List.of("# team", "", "a sha256:" + HASH + " analyze", "b");

        assertThat(ApiKeys.parse(lines.subList(0, 3))).hasSize(1);
        assertThatThrownBy(() -> ApiKeys.parse(lines)).hasMessageStartingWith("line 4: expected");
    }

    @Test
    void keys_twoOfOneHash_areRefused() {
        assertThatThrownBy(() -> new ApiKeys(List.of(key(SECRET), key(SECRET))))
                .isInstanceOf(InvalidKeysException.class);
    }

    private static ApiKey key(String secret) {
        return new ApiKey("a", KeySecret.hash(secret), Set.of(Scope.ANALYZE), null);
    }
}
