package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.access.ApiKey;
import dev.undertone.access.KeySecret;
import dev.undertone.access.Scope;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyCommandTest {

    @Test
    void key_isPrintedWithTheLineThatKnowsIt() {
        CommandRun run =
                CommandRun.of(
                        "key",
                        "--id",
                        "web-team",
                        "--scopes",
                        "stream,analyze",
                        "--expires",
                        "2027-01-31T00:00:00Z");

        assertThat(run.exitCode()).isEqualTo(0);
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(2);
        ApiKey key = ApiKey.parse(lines.get(1));
        assertThat(KeySecret.isOne(lines.get(0))).isTrue();
        assertThat(key.hash()).isEqualTo(KeySecret.hash(lines.get(0)));
        assertThat(key.id()).isEqualTo("web-team");
        assertThat(key.scopes()).containsExactlyInAnyOrder(Scope.ANALYZE, Scope.STREAM);
        assertThat(key.expires()).isEqualTo(Instant.parse("2027-01-31T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"Team, analyze, an id", "jwt, analyze, an id", "team, all, the scopes"})
    void key_whatCannotBe_isWrongUsage(String id, String scopes, String expected) {
        CommandRun run = CommandRun.of("key", "--id", id, "--scopes", scopes);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("expected " + expected);
        assertThat(run.out()).isEmpty();
    }
}
