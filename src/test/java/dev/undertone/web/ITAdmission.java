package dev.undertone.web;

import static dev.undertone.web.ServiceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.app.UndertoneApplication;
import dev.undertone.recognition.RecognitionListener;
import dev.undertone.recognition.Stage;
import dev.undertone.testing.WavBytes;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A service with room for one request. */
@Timeout(60)
@SpringBootTest(
        classes = {UndertoneApplication.class, ITAdmission.Configuration.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"undertone.admission.in-work=1", "undertone.admission.queued=0"})
class ITAdmission {

    private static final byte[] CLIP = WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5, 1));

    @LocalServerPort private int port;
    @Autowired private Gate gate;
    private ServiceFixture service;

    /** Holds the request at work until the test lets it go. */
    static final class Gate implements RecognitionListener {

        private final CountDownLatch atWork = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public void timed(Stage stage, long nanos) {
            atWork.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @TestConfiguration
    static class Configuration {

        @Bean
        @Primary
        Gate gate() {
            return new Gate();
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        ServiceFixture.serveFixture(registry);
    }

    @BeforeEach
    void connect() {
        service = new ServiceFixture(port);
    }

    @Test
    void post_beyondTheRoom_isOverloadedAndTheRestGoesOn() throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Future<HttpResponse<String>> first =
                    caller.submit(() -> service.postRaw("/v1/emotions", CLIP));
            gate.atWork.await();
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> second = service.postRaw("/v1/emotions", CLIP);
                assertThat(second.statusCode()).isEqualTo(503);
                assertThat(json(second).get("reason").stringValue()).isEqualTo("overloaded");
                assertThat(second.headers().firstValue("Retry-After").orElseThrow())
                        .matches("[1-9][0-9]*");
            }
            assertThat(service.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
            assertThat(series(scrape(), "undertone_working_requests")).isEqualTo(1);
            gate.open.countDown();
            assertThat(first.get().statusCode()).isEqualTo(200);
        } finally {
            gate.open.countDown();
            caller.shutdownNow();
        }
        nothingIsLost();
    }

    private void nothingIsLost() throws Exception {
        String scrape = scrape();
        double finished = 0;
        for (String outcome : List.of("completed", "rejected", "failed", "cancelled")) {
            finished += series(scrape, "undertone_finished_requests_total", outcome);
        }

        assertThat(series(scrape, "undertone_received_requests_total"))
                .isEqualTo(finished)
                .isEqualTo(4);
        assertThat(series(scrape, "undertone_finished_requests_total", "reason=\"overloaded\""))
                .isEqualTo(3);
        List<String> names = scrape.lines().filter(line -> line.startsWith("undertone_")).toList();
        for (String line : Files.readAllLines(Path.of("docs/metrics.md"))) {
            Matcher row = Pattern.compile("\\| `undertone[^`]+` \\| `([^`]+)` .*").matcher(line);
            if (row.matches() && !row.group(1).contains("_usage_")) {
                assertThat(names).anyMatch(name -> name.startsWith(row.group(1)));
            }
        }
    }

    private String scrape() throws Exception {
        return service.get("/actuator/prometheus").body();
    }

    /** Sum of the series of a name whose labels hold a text. */
    private static double series(String scrape, String name, String... label) {
        return scrape.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> label.length == 0 || line.contains(label[0]))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
