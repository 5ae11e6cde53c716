package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.app.UndertoneApplication;
import dev.undertone.testing.WavBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** What no HTTP client would send, byte by byte over a socket. */
@SpringBootTest(
        classes = UndertoneApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"undertone.limits.upload-timeout=1s", "server.tomcat.connection-timeout=2s"})
class ITMalformedHttp {

    private static final byte[] CLIP = WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5, 1));

    @LocalServerPort private int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        ServiceFixture.serveFixture(registry);
    }

    @ParameterizedTest
    @CsvSource({
        "GARBAGE, 400, invalid-message",
        "GET /v1/models HTTP/9.9, 400, invalid-message",
        "GET /v1/<models> HTTP/1.1, 400, invalid-message",
        "TRACE /v1/models HTTP/1.1, 405, method-not-allowed",
        "DELETE /v1/emotions HTTP/1.1, 405, method-not-allowed",
        "PUT /v1/emotions HTTP/1.1, 405, method-not-allowed",
        "BREW /v1/emotions HTTP/1.1, 405, method-not-allowed",
        "CONNECT localhost:22 HTTP/1.1, 400, invalid-message",
        "GET /v1/models/%2e%2e%2fx HTTP/1.1, 400, invalid-message",
    })
    void request_firstLineThatCannotBe_isAProblem(String line, int status, String reason)
            throws IOException {
        problem(send(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n"), status, reason);
    }

    @ParameterizedTest
    @CsvSource({"9000", "1000000"})
    void request_headersBeyondTheLimit_areTooLarge(int bytes) throws IOException {
        String start = "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n";

        problem(
                send(start + "X-Filler: " + "x".repeat(bytes) + "\r\n\r\n"),
                431,
                "headers-too-large");
        problem(send(start + "X: y\r\n".repeat(bytes / 6) + "\r\n"), 431, "headers-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/", "/v1/models?", "/v1/emotions?a=b&"})
    void request_addressBeyondTheLimit_isRefused(String start) throws IOException {
        String answer =
                send(
                        "GET "
                                + start
                                + "x=y&".repeat(250_000)
                                + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

        problem(answer, 431, "headers-too-large");
    }

    @Test
    void request_formsOfHttpThatAreLegal_areAnswered() throws IOException {
        assertThat(send("GET /v1/models HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
        assertThat(
                        send(
                                "GET http://localhost/v1/models HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(
                        send(
                                "OPTIONS /v1/emotions HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("Allow: POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: a\r\nHost: b\r\n", "Host: <script>\r\n", "Host: a b\r\n"})
    void request_hostThatCannotBe_isAProblem(String host) throws IOException {
        problem(
                send("GET /v1/models HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n"),
                400,
                "invalid-message");
    }

    /** What follows a body by its length, or by its chunks, is the next request or none, never this one's. */
    @Test
    void request_lengthThatLies_smugglesNothing() throws IOException {
        String start = "POST /v1/emotions HTTP/1.1\r\nHost: localhost\r\n";
        String hidden = "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n";

        String both =
                send(
                        start
                                + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                                + hidden);
        assertThat(both).startsWith("HTTP/1.1 400").containsOnlyOnce("HTTP/1.1 ");
        String answers = send(start + "Content-Length: 1\r\n\r\nRIFF and no request\r\n\r\n");
        problem(firstOf(answers), 422, "malformed-audio");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\n b",
                "a\u0000b",
                "%0d%0aX-Evil:1",
                "<script>alert(1)</script>",
                "../../etc/passwd",
            })
    void request_idOfAnyBytes_isReplaced(String id) throws IOException {
        String answer =
                send(
                        "GET /v1/models/none HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: "
                                + id
                                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .containsPattern("X-Request-Id: [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\r")
                .doesNotContain("script", "Evil", "passwd");
    }

    @Test
    void request_twoLengthsOrNone_areRefused() throws IOException {
        String start = "POST /v1/emotions HTTP/1.1\r\nHost: localhost\r\n";

        problem(
                send(start + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"),
                400,
                "invalid-message");
        problem(send(start + "Content-Length: -5\r\n\r\nhello"), 400, "invalid-message");
        problem(
                send(start + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n"),
                400,
                "invalid-message");
        problem(send(start + "Transfer-Encoding: gzip\r\n\r\n"), 400, "invalid-message");
    }

    @Test
    void request_tooLargeLength_isRefusedBeforeTheBodyIsWanted() throws IOException {
        String answer =
                send(
                        "POST /v1/emotions HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                                + "Content-Length: 3000000000\r\n\r\n");

        assertThat(answer).doesNotContain("100 Continue");
        problem(answer, 413, "audio-too-large");
    }

    @Test
    void request_bodyThatTrickles_isCutAtTheTimeout() throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ascii(
                            "POST /v1/emotions HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Content-Length: 1000\r\n\r\n"));
            out.write(Arrays.copyOf(CLIP, 100));
            out.flush();

            problem(read(socket), 408, "request-timeout");
        }
    }

    @Test
    void request_callerGoneInTheBody_freesTheService() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (Socket socket = new Socket("localhost", port)) {
                OutputStream out = socket.getOutputStream();
                out.write(
                        ascii(
                                "POST /v1/emotions HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Content-Length: 100000\r\n\r\n"));
                out.write(CLIP);
                out.flush();
                socket.setSoLinger(true, 0);
            }
        }

        assertThat(new ServiceFixture(port).postRaw("/v1/emotions", CLIP).statusCode())
                .isEqualTo(200);
    }

    private String send(String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            try {
                socket.getOutputStream().write(ascii(request));
                socket.getOutputStream().flush();
            } catch (SocketException e) {
                // refused and closed before all of it was written; the answer has come all the same
            }
            return read(socket);
        }
    }

    /** Everything up to the end of the connection or of the body that its length tells. */
    private static String read(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        StringBuilder answer = new StringBuilder();
        byte[] chunk = new byte[4096];
        while (!isWhole(answer)) {
            int read = socket.getInputStream().read(chunk);
            if (read < 0) {
                break;
            }
            answer.append(new String(chunk, 0, read, StandardCharsets.UTF_8));
        }
        return answer.toString();
    }

    /** The answer to the next request may come in the same read. */
    private static String firstOf(String answers) {
        int next = answers.indexOf("HTTP/1.1 ", 1);
        return next < 0 ? answers : answers.substring(0, next);
    }

    private static boolean isWhole(CharSequence answer) {
        return answer.toString().contains("\r\n\r\n")
                && answer.toString().stripTrailing().endsWith("}");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void problem(String answer, int status, String reason) {
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("application/problem+json");
        assertThat(answer).doesNotContain("Tomcat").doesNotContain("Exception");
        JsonNode problem =
                ServiceFixture.JSON.readTree(
                        answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1));
        assertThat(problem.get("reason").stringValue()).isEqualTo(reason);
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("requestId").stringValue()).isNotBlank();
        assertThat(answer).contains("X-Request-Id: " + problem.get("requestId").stringValue());
    }
}
