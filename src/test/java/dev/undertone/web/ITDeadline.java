package dev.undertone.web;

import static dev.undertone.web.ServiceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.app.UndertoneApplication;
import dev.undertone.testing.WavBytes;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A service that works on one request and lets others wait: who waits how long, and who goes first. */
@Timeout(60)
@SpringBootTest(
        classes = {UndertoneApplication.class, GateConfiguration.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "undertone.admission.in-work=1",
            "undertone.admission.queued=8",
            "undertone.admission.max-deadline=40s"
        })
class ITDeadline {

    private static final byte[] CLIP = WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5, 1));

    @LocalServerPort private int port;
    @Autowired private Gate gate;
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private ServiceFixture service;
    private Counters counters;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        ServiceFixture.serveFixture(registry);
    }

    @BeforeEach
    void connect() {
        service = new ServiceFixture(port);
        counters = new Counters(service);
    }

    @AfterEach
    void end() throws Exception {
        gate.open();
        counters.requireNothingLost();
        callers.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "40001", "1e3", "1.5", " ", "soon", "99999999999999999999", "+5"})
    void post_timeoutThatCannotBe_isInvalidAndNamesTheHeader(String timeout) throws Exception {
        HttpResponse<String> answer = post(CLIP, "X-Request-Timeout-Ms", timeout);

        problem(answer, 400, "invalid-parameter");
        assertThat(json(answer).get("parameter").stringValue()).isEqualTo("X-Request-Timeout-Ms");
    }

    @Test
    void post_twoTimeouts_areInvalid() throws Exception {
        problem(
                post(CLIP, "X-Request-Timeout-Ms", "5000", "X-Request-Timeout-Ms", "6000"),
                400,
                "invalid-parameter");
    }

    @Test
    void post_timeoutThatSuffices_isAnswered() throws Exception {
        assertThat(post(CLIP, "X-Request-Timeout-Ms", "40000").statusCode()).isEqualTo(200);
    }

    @Test
    void post_deadlinePassedInTheQueue_runsNoModel() throws Exception {
        gate.stopNext(1);
        Future<HttpResponse<String>> working = callers.submit(() -> post(CLIP));
        gate.awaitStopped();
        int before = gate.inferences();

        HttpResponse<String> late = post(CLIP, "X-Request-Timeout-Ms", "100");

        problem(late, 504, "deadline-exceeded");
        assertThat(late.headers().firstValue("Retry-After")).isEmpty();
        assertThat(counters.sum("undertone_queued_requests")).isZero();
        gate.open();
        assertThat(working.get().statusCode()).isEqualTo(200);
        assertThat(gate.inferences()).isEqualTo(before + 1);
    }

    @Test
    void post_deadlinePassedInTheUpload_runsNoModel() throws Exception {
        int before = gate.inferences();
        try (OpenUpload upload = new OpenUpload(port, CLIP, "X-Request-Timeout-Ms: 50")) {
            long start = System.nanoTime();
            while (System.nanoTime() - start < 60_000_000) {
                Thread.onSpinWait();
            }
            String answer = upload.finish();

            assertThat(answer).startsWith("HTTP/1.1 504").contains("deadline-exceeded");
        }
        assertThat(gate.inferences()).isEqualTo(before);
    }

    @Test
    void post_workThatHangs_isAnsweredAndCostsNoPlace() throws Exception {
        gate.stopNext(1);

        problem(post(CLIP, "X-Request-Timeout-Ms", "300"), 504, "deadline-exceeded");

        assertThat(counters.sum("undertone_abandoned_requests")).isEqualTo(1);
        assertThat(post(CLIP).statusCode()).isEqualTo(200);
        assertThat(service.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        gate.open();
    }

    @Test
    void post_shortBehindLongs_isAnsweredBeforeThem() throws Exception {
        byte[] fortySeconds = WavBytes.pcm16(16_000, 1, WavBytes.buzz(40, 1));
        gate.stopNext(1);
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        answers.add(callers.submit(() -> post(CLIP)));
        gate.awaitStopped();
        for (int i = 1; i <= 5; i++) {
            byte[] body = i <= 3 ? fortySeconds : CLIP;
            answers.add(callers.submit(() -> post(body)));
            int waiting = i;
            counters.await("undertone_queued_requests", queued -> queued == waiting);
        }

        gate.open();

        for (Future<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(200);
        }
        assertThat(gate.judgedSeconds()).containsExactly(0.5, 0.5, 0.5, 40.0, 40.0, 40.0);
    }

    @Test
    void post_callersGoneInUploadQueueAndWork_leaveNothingBehind() throws Exception {
        gate.stopNext(1);
        Future<HttpResponse<String>> working = callers.submit(() -> post(CLIP));
        gate.awaitStopped();
        double before = counters.sum("undertone_received_requests_total");
        for (int i = 0; i < 3; i++) {
            try (OpenUpload queued = new OpenUpload(port, CLIP)) {
                queued.send(java.util.Arrays.copyOfRange(CLIP, CLIP.length / 2, CLIP.length));
                int waiting = i + 1;
                counters.await("undertone_queued_requests", count -> count == waiting);
                queued.reset();
            }
            new OpenUpload(port, CLIP).reset();
        }
        counters.await("undertone_received_requests_total", count -> count == before + 6);

        gate.open();

        assertThat(working.get().statusCode()).isEqualTo(200);
        assertThat(post(CLIP).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> post(byte[] audio, String... headers) throws Exception {
        var request = service.request("/v1/emotions").POST(BodyPublishers.ofByteArray(audio));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return service.send(request);
    }

    private static void problem(HttpResponse<String> answer, int status, String reason) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).get("reason").stringValue()).isEqualTo(reason);
    }
}
