package dev.undertone.web;

import static dev.undertone.web.ServiceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.app.UndertoneApplication;
import dev.undertone.testing.WavBytes;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        properties = {"undertone.admission.in-work=1", "undertone.admission.queued=0"})
class ITAdmission {

    private static final byte[] CLIP = WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5, 1));

    @LocalServerPort private int port;
    @Autowired private Gate gate;
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

    @Test
    void post_beyondTheRoom_isOverloadedAndTheRestGoesOn() throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        gate.stopNext(1);
        try {
            Future<HttpResponse<String>> first =
                    caller.submit(() -> service.postRaw("/v1/emotions", CLIP));
            gate.awaitStopped();
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
        } finally {
            gate.open();
            caller.shutdownNow();
        }
        nothingIsLost();
    }

    private void nothingIsLost() throws Exception {
        counters.requireNothingLost();
        assertThat(counters.sum("undertone_received_requests_total")).isEqualTo(4);
        assertThat(counters.sum("undertone_finished_requests_total", "reason=\"overloaded\""))
                .isEqualTo(3);
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
