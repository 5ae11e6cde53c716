package dev.undertone.web;

import static dev.undertone.web.ServiceFixture.JSON;
import static dev.undertone.web.ServiceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.app.UndertoneApplication;
import dev.undertone.recognition.Reason;
import dev.undertone.testing.Conversations;
import dev.undertone.testing.WavBytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Bad requests for timelines, and callers who go away or stand still; a service with room for one at a time. */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        classes = UndertoneApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "undertone.limits.max-audio-bytes=300000B",
            "undertone.limits.timeline.max-audio-bytes=3000000B",
            "undertone.limits.timeline.max-duration=60s",
            "undertone.limits.timeline.idle-timeout=1s",
            "undertone.limits.timeline.at-a-time=1"
        })
class ITTimelineProblems {

    private static final String PATH = "/v1/emotions/timeline";
    private static final byte[] CLIP = WavBytes.pcm16(16_000, 1, WavBytes.buzz(2, 1));

    /** Voices of 2 s every 4 s; 16 s. */
    private static final byte[] TALK =
            WavBytes.pcm16(
                    16_000,
                    1,
                    Conversations.of(
                            16,
                            new double[] {1, 2},
                            new double[] {5, 2},
                            new double[] {9, 2},
                            new double[] {13, 2}));

    @LocalServerPort private int port;
    private ServiceFixture service;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        ServiceFixture.serveFixture(registry);
    }

    @BeforeEach
    void connect() {
        service = new ServiceFixture(port);
    }

    @AfterEach
    void nextRequest_isServed_andNothingIsLost(CapturedOutput output) throws Exception {
        awaitIdle();
        assertThat(service.postRaw(PATH, CLIP).statusCode()).isEqualTo(200);
        assertThat(output.getOut()).doesNotContain("ERROR").doesNotContain("\tat ");
        String scrape = service.get("/actuator/prometheus").body();
        assertThat(series(scrape, "undertone_finished_requests_total"))
                .isEqualTo(series(scrape, "undertone_received_requests_total"));
        assertThat(series(scrape, "undertone_working_requests")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "mode=voices, mode",
        "mode=window&windowSeconds=0.4, windowSeconds",
        "mode=window&windowSeconds=31, windowSeconds",
        "mode=window&windowSeconds=NaN, windowSeconds",
        "mode=window&windowSeconds=4&hopSeconds=0.9, hopSeconds",
        "mode=window&windowSeconds=4&hopSeconds=5, hopSeconds",
        "windowSeconds=4, windowSeconds",
        "mode=vad&hopSeconds=2, hopSeconds",
        "format=srt, format",
        "format=elan&format=elan, format",
        "attention=all, attention",
        "labels=bored, labels",
        "colour=red, colour",
        "mode=segments, segments",
    })
    void post_parameterThatCannotBe_isNamed(String query, String parameter) throws Exception {
        JsonNode problem =
                problem(Reason.INVALID_PARAMETER, service.postRaw(PATH + "?" + query, CLIP));

        assertThat(problem.get("parameter").stringValue()).isEqualTo(parameter);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "[]",
                "[1]",
                "nonsense",
                "[{\"start\": 0}]",
                "[{\"start\": \"0\", \"end\": 1}]",
                "[{\"start\": 1, \"end\": 1}]",
                "[{\"start\": -1, \"end\": 1}]",
                "[{\"start\": 0, \"end\": 1e309}]",
                "[{\"start\": 0, \"end\": 301}]",
                "[{\"start\": 61, \"end\": 62}]",
                "[{\"start\": 0, \"end\": 1, \"speaker\": 7}]",
                "[{\"start\": 0, \"end\": 1, \"speaker\": \"a\\nb\"}]",
                "[{\"start\": 5, \"end\": 6}]",
            })
    void post_segmentsThatCannotBe_areRefused(String segments) throws Exception {
        JsonNode problem =
                problem(
                        Reason.INVALID_PARAMETER,
                        service.postForm(
                                PATH + "?mode=segments",
                                "segments",
                                segments.getBytes(StandardCharsets.UTF_8),
                                "file",
                                CLIP));

        assertThat(problem.get("parameter").stringValue()).isEqualTo("segments");
    }

    @Test
    void post_formsThatAreNotAsDocumented_areRefused() throws Exception {
        byte[] list = "[{\"start\": 0, \"end\": 1}]".getBytes(StandardCharsets.UTF_8);

        problem(Reason.MISSING_AUDIO, service.postForm(PATH));
        problem(Reason.MISSING_AUDIO, service.postForm(PATH + "?mode=segments", "segments", list));
        problem(Reason.INVALID_PARAMETER, service.postForm(PATH, "audio", CLIP));
        problem(Reason.INVALID_PARAMETER, service.postForm(PATH, "segments", list, "file", CLIP));
        problem(Reason.INVALID_PARAMETER, service.postForm(PATH, "file", CLIP, "file", CLIP));
        problem(Reason.INVALID_PARAMETER, service.postForm(PATH + "?mode=segments", "file", CLIP));
        problem(
                Reason.INVALID_PARAMETER,
                service.postForm(
                        PATH + "?mode=segments", "segments", list, "segments", list, "file", CLIP));
        byte[] form = ServiceFixture.form("file", CLIP);
        problem(
                Reason.INVALID_MESSAGE,
                service.send(
                        service.request(PATH)
                                .header(
                                        "Content-Type",
                                        "multipart/form-data; boundary=undertone-test-boundary")
                                .POST(
                                        BodyPublishers.ofByteArray(
                                                Arrays.copyOf(form, form.length - 30)))));
    }

    @Test
    void post_segmentsBehindALargeFile_areRefusedWithTheReason() throws Exception {
        byte[] list = "[{\"start\": 0, \"end\": 1}]".getBytes(StandardCharsets.UTF_8);
        JsonNode problem =
                problem(
                        Reason.INVALID_PARAMETER,
                        service.postForm(PATH + "?mode=segments", "file", TALK, "segments", list));

        assertThat(problem.get("detail").stringValue()).contains("before");
        assertThat(
                        service.postForm(PATH + "?mode=segments", "segments", list, "file", TALK)
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void post_audioThatCannotBe_isRefusedWithItsStatus() throws Exception {
        byte[] text = "To be, or not to be, that is the question".getBytes(StandardCharsets.UTF_8);

        problem(Reason.EMPTY_BODY, service.postRaw(PATH, new byte[0]));
        problem(Reason.UNSUPPORTED_AUDIO, service.postRaw(PATH, text));
        problem(
                Reason.AUDIO_TOO_SHORT,
                service.postRaw(PATH, WavBytes.pcm16(16_000, 1, new float[399])));
        problem(
                Reason.AUDIO_TOO_LONG,
                service.postRaw(PATH, WavBytes.pcm16(16_000, 1, new float[61 * 16_000])));
        problem(Reason.AUDIO_TOO_LARGE, service.postRaw(PATH, new byte[3_000_001]));
        problem(Reason.MODEL_NOT_FOUND, service.postRaw(PATH + "?model=none", CLIP));
        problem(Reason.METHOD_NOT_ALLOWED, service.get(PATH));
    }

    @Test
    void post_unacceptableForms_areNotAcceptable() throws Exception {
        for (String[] asked :
                new String[][] {
                    {"", "application/xml"},
                    {"", "image/png, application/json;q=0"},
                    {"?format=elan", "application/json"},
                    {"", "nonsense"}
                }) {
            problem(
                    Reason.NOT_ACCEPTABLE,
                    service.send(
                            service.request(PATH + asked[0])
                                    .header("Accept", asked[1])
                                    .POST(BodyPublishers.ofByteArray(CLIP))));
        }
    }

    @Test
    void post_cutShort_isAProblemWhileNothingIsToldAndAnEventAfter() throws Exception {
        byte[] cut = Arrays.copyOf(TALK, TALK.length - 1_000);

        problem(Reason.MALFORMED_AUDIO, service.postRaw(PATH, cut));
        HttpResponse<String> lines =
                service.send(
                        service.request(PATH)
                                .header("Accept", "application/x-ndjson")
                                .POST(BodyPublishers.ofByteArray(cut)));
        List<JsonNode> events = lines.body().lines().map(JSON::readTree).toList();
        JsonNode last = events.get(events.size() - 1);

        assertThat(lines.statusCode()).isEqualTo(200);
        assertThat(events.stream().filter(e -> e.get("type").stringValue().equals("segment")))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(last.get("type").stringValue()).isEqualTo("error");
        assertThat(last.at("/problem/reason").stringValue()).isEqualTo("malformed-audio");
        assertThat(last.at("/problem/requestId").stringValue())
                .isEqualTo(lines.headers().firstValue("X-Request-Id").orElseThrow());
    }

    @Test
    void post_lines_comeWhileTheRecordingIsSent() throws Exception {
        try (Socket socket = open("application/x-ndjson")) {
            OutputStream body = socket.getOutputStream();
            BufferedReader answer = reader(socket);
            chunk(body, Arrays.copyOfRange(TALK, 0, 44 + 2 * 5 * 16_000));
            assertThat(next(answer, "\"type\":\"segment\"")).contains("\"index\":0");
            chunk(body, Arrays.copyOfRange(TALK, 44 + 2 * 5 * 16_000, TALK.length));
            assertThat(next(answer, "\"type\":\"segment\"")).contains("\"index\":1");
            body.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(next(answer, "\"type\":\"summary\"")).contains("\"segments\":4");
        }
    }

    @Test
    void post_secondAtATime_isOverloadedAndShortRequestsGoOn() throws Exception {
        try (Socket socket = open("application/x-ndjson")) {
            chunk(socket.getOutputStream(), Arrays.copyOf(TALK, 200_000));
            next(reader(socket), "\"type\":\"segment\"");
            HttpResponse<String> second = service.postRaw(PATH, CLIP);

            problem(Reason.OVERLOADED, second);
            assertThat(second.headers().firstValue("Retry-After")).isPresent();
            assertThat(service.postRaw("/v1/emotions", CLIP).statusCode()).isEqualTo(200);
            assertThat(
                            series(
                                    service.get("/actuator/prometheus").body(),
                                    "undertone_working_timelines"))
                    .isEqualTo(1);
        }
    }

    @Test
    void post_callerGoesAway_isCancelledAndTheRoomIsFree() throws Exception {
        double before = cancelled();
        try (Socket socket = open("application/x-ndjson")) {
            chunk(socket.getOutputStream(), Arrays.copyOf(TALK, 200_000));
            next(reader(socket), "\"type\":\"segment\"");
            socket.setSoLinger(true, 0);
        }
        awaitIdle();

        assertThat(cancelled()).isEqualTo(before + 1);
    }

    @Test
    void post_callerStandsStill_isIdleTimeout() throws Exception {
        try (Socket socket = open("application/x-ndjson")) {
            BufferedReader answer = reader(socket);
            chunk(socket.getOutputStream(), Arrays.copyOf(TALK, 200_000));
            next(answer, "\"type\":\"segment\"");
            // a byte now and then is as good as nothing
            for (int i = 0; i < 5; i++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
                chunk(socket.getOutputStream(), new byte[] {0});
            }
            assertThat(next(answer, "\"type\":\"error\"")).contains("idle-timeout");
        }
    }

    private double cancelled() throws Exception {
        return series(
                service.get("/actuator/prometheus").body(),
                "undertone_finished_requests_total",
                "outcome=\"cancelled\"");
    }

    /** Until no timeline is at work and every request has been told of. */
    private void awaitIdle() throws Exception {
        String scrape;
        do {
            scrape = service.get("/actuator/prometheus").body();
        } while (series(scrape, "undertone_working_timelines") > 0
                || series(scrape, "undertone_finished_requests_total")
                        != series(scrape, "undertone_received_requests_total"));
    }

    private Socket open(String accept) throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.getOutputStream()
                .write(
                        ("POST %s HTTP/1.1\r\nHost: localhost\r\nAccept: %s\r\n"
                                        + "Content-Type: audio/wav\r\nTransfer-Encoding: chunked\r\n\r\n")
                                .formatted(PATH, accept)
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void chunk(OutputStream body, byte[] bytes) throws IOException {
        body.write(
                (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        body.write(bytes);
        body.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        body.flush();
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The next line that holds a text. */
    private static String next(BufferedReader answer, String text) throws IOException {
        String line = answer.readLine();
        while (line != null && !line.contains(text)) {
            line = answer.readLine();
        }
        assertThat(line).as("a line with %s", text).isNotNull();
        return line;
    }

    private static double series(String scrape, String name, String... label) {
        return scrape.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> label.length == 0 || line.contains(label[0]))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static JsonNode problem(Reason reason, HttpResponse<String> response) {
        assertThat(response.body()).contains("\"" + reason.code() + "\"");
        assertThat(response.statusCode()).isEqualTo(reason.status());
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.get("detail").stringValue())
                .isNotBlank()
                .doesNotContain("undertone.", "java", "Exception", "org.", "/tmp");
        return problem;
    }
}
