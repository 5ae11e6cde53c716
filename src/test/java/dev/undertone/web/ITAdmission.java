package dev.undertone.web;

import static dev.undertone.web.ServiceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.app.UndertoneApplication;
import dev.undertone.testing.WavBytes;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A service with room for one request. */
@Timeout(60)
@SpringBootTest(
        classes = {UndertoneApplication.class, GateConfiguration.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "undertone.admission.in-work=1",
            "undertone.admission.queued=0",
            "undertone.adapters.vosk.port=0"
        })
class ITAdmission {

    private static final byte[] CLIP = WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5, 1));

    @LocalServerPort private int port;
    @Autowired private Gate gate;
    @Autowired private VoskPort voskPort;
    private final ExecutorService caller = Executors.newSingleThreadExecutor();
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
    void letGo() throws Exception {
        gate.open();
        caller.shutdown();
        counters.await("undertone_working_requests", working -> working == 0);
    }

    @Test
    void post_beyondTheRoom_isOverloadedAndTheRestGoesOn() throws Exception {
        double received = counters.sum("undertone_received_requests_total");
        double overloaded = overloaded();
        Future<HttpResponse<String>> first = fill();
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> second = service.postRaw("/v1/emotions", CLIP);
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(json(second).get("reason").stringValue()).isEqualTo("overloaded");
            assertThat(second.headers().firstValue("Retry-After").orElseThrow())
                    .matches("[1-9][0-9]*");
        }
        assertThat(service.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(counters.sum("undertone_working_requests")).isEqualTo(1);
        gate.open();
        assertThat(first.get().statusCode()).isEqualTo(200);

        counters.requireNothingLost();
        assertThat(counters.sum("undertone_received_requests_total") - received).isEqualTo(4);
        assertThat(overloaded() - overloaded).isEqualTo(3);
        everyMeterIsServed();
    }

    @Test
    void post_beyondTheRoom_hasTheHeadersOfEveryAnswerAndCostsNoFilter() throws Exception {
        fill();
        HttpResponse<String> away =
                service.send(
                        service.request("/v1/emotions?model=none")
                                .header("X-Request-Id", "one-too-many")
                                .POST(BodyPublishers.ofByteArray(CLIP)));
        HttpHeaders taken = service.get("/v1/models").headers();

        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().allValues("Content-Type"))
                .containsExactly("application/problem+json");
        assertThat(away.headers().allValues("X-Request-Id")).containsExactly("one-too-many");
        assertThat(json(away).get("requestId").stringValue()).isEqualTo("one-too-many");
        for (String name :
                List.of(
                        "X-Content-Type-Options",
                        "X-Frame-Options",
                        "Content-Security-Policy",
                        "Referrer-Policy",
                        "Cross-Origin-Resource-Policy",
                        "Cache-Control")) {
            assertThat(away.headers().allValues(name))
                    .as(name)
                    .hasSize(1)
                    .isEqualTo(taken.allValues(name));
        }
        assertThat(counters.scrape().lines())
                .noneMatch(
                        line ->
                                line.startsWith("http_server_requests")
                                        && line.contains("status=\"503\""));
    }

    @Test
    void post_toAnotherAddressOrPort_isNotTurnedAway() throws Exception {
        fill();
        assertThat(service.get("/v1/emotions").statusCode()).isEqualTo(405);
        assertThat(service.postRaw("/v1/emotion", CLIP).statusCode()).isEqualTo(404);
        assertThat(
                        new ServiceFixture(voskPort.localPort())
                                .postRaw("/v1/emotions", CLIP)
                                .statusCode())
                .isEqualTo(404);
    }

    /** A request that is worked on until the gate opens. */
    private Future<HttpResponse<String>> fill() throws Exception {
        gate.stopNext(1);
        Future<HttpResponse<String>> first =
                caller.submit(() -> service.postRaw("/v1/emotions", CLIP));
        gate.awaitStopped();
        return first;
    }

    private double overloaded() throws Exception {
        return counters.sum("undertone_finished_requests_total", "reason=\"overloaded\"");
    }

    private void everyMeterIsServed() throws Exception {
        List<String> names =
                counters.scrape().lines().filter(line -> line.startsWith("undertone_")).toList();
        for (String line : Files.readAllLines(Path.of("docs/metrics.md"))) {
            Matcher row = Pattern.compile("\\| `undertone[^`]+` \\| `([^`]+)` .*").matcher(line);
            if (row.matches() && !row.group(1).contains("_usage_")) {
                assertThat(names).anyMatch(name -> name.startsWith(row.group(1)));
            }
        }
    }
}
