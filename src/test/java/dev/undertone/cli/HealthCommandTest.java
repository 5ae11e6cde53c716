package dev.undertone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthCommandTest {

    private HttpServer server;
    private String url;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        url = "http://localhost:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(String path, int status, String body) {
        server.createContext(
                path,
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    byte[] bytes = body.getBytes(UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "503, 1", "404, 1"})
    void health_statusOfReadiness_isTheExitCode(int status, int exitCode) {
        answer("/actuator/health/readiness", status, "{}");

        assertThat(CommandRun.of("health", "--url", url).exitCode()).isEqualTo(exitCode);
    }

    @Test
    void health_nobodyListens_saysSo() {
        server.stop(0);

        CommandRun run = CommandRun.of("health", "--url", url);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no answer from " + url);
    }

    @Test
    void recognize_keyFile_isShownAsBearer(@TempDir Path folder) throws IOException {
        List<String> shown = new ArrayList<>();
        server.createContext(
                "/v1/emotions",
                exchange -> {
                    shown.addAll(exchange.getRequestHeaders().get("Authorization"));
                    exchange.sendResponseHeaders(401, -1);
                    exchange.close();
                });
        Path file = Files.writeString(folder.resolve("key"), "undertone_secret\n");
        CommandRun.of("health", "--recognize", "--url", url, "--key-file", file.toString());

        assertThat(shown).containsExactly("Bearer undertone_secret");
    }

    /** A page of somebody else, speech that was not heard, probabilities that are none: all with status 200. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'speechDetected': true, 'probabilities': {'a': 0.25, 'b': 0.75}} | 0",
                "{'speechDetected': false, 'probabilities': {'a': 0.25, 'b': 0.75}} | 1",
                "{'speechDetected': true, 'probabilities': {'a': 0.25, 'b': 0.5}} | 1",
                "{} | 1",
                "<html>welcome</html> | 1"
            },
            quoteCharacter = '"')
    void recognize_whatIsAnswered_isHeldAgainstAnAnswer(String body, int exitCode) {
        answer("/v1/emotions", 200, body.replace('\'', '"'));

        assertThat(CommandRun.of("health", "--recognize", "--url", url).exitCode())
                .isEqualTo(exitCode);
    }
}
