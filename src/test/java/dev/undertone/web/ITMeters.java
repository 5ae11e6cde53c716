package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.app.UndertoneApplication;
import dev.undertone.recognition.Admission;
import dev.undertone.recognition.Judgement;
import dev.undertone.recognition.ModelReference;
import dev.undertone.recognition.RecognitionListener;
import dev.undertone.recognition.Stage;
import dev.undertone.testing.WavBytes;
import io.micrometer.tracing.Tracer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What a scrape tells of a service that has metrics on a port of their own, and three threads for requests. */
@Timeout(120)
@SpringBootTest(
        classes = {UndertoneApplication.class, ITMeters.Configuration.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "server.tomcat.threads.max=3",
            "undertone.admission.in-work=1",
            "undertone.admission.queued=2",
            "undertone.admission.deadline=10m",
            "undertone.admission.max-deadline=10m"
        })
class ITMeters {

    private static final byte[] CLIP = WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5, 1));
    private static final Path CHART = Path.of("helm", "undertone", "files");

    /** Meters of the service, the process and the server; not those of Kubernetes. */
    private static final Pattern SERVED =
            Pattern.compile("\\b(undertone|jvm|process|http_server|tomcat)_[a-z_]+");

    @LocalServerPort private int port;
    @LocalManagementPort private int managementPort;
    @Autowired private Gate gate;
    @Autowired private Admission admission;
    @Autowired private ObjectProvider<Tracer> tracer;
    private ServiceFixture service;
    private ServiceFixture management;

    /** Holds whoever is at work while it is shut. */
    static final class Gate implements RecognitionListener {

        private final RecognitionListener next;
        private volatile CountDownLatch open = new CountDownLatch(0);

        Gate(RecognitionListener next) {
            this.next = next;
        }

        @Override
        public void timed(Stage stage, long nanos) {
            next.timed(stage, nanos);
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void judged(ModelReference model, Judgement judgement, double audioSeconds) {
            next.judged(model, judgement, audioSeconds);
        }
    }

    @TestConfiguration
    static class Configuration {

        @Bean
        @Primary
        Gate gate(@Qualifier("serviceMetrics") RecognitionListener next) {
            return new Gate(next);
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        ServiceFixture.serveFixture(registry);
    }

    @BeforeEach
    void connect() {
        service = new ServiceFixture(port);
        management = new ServiceFixture(managementPort);
    }

    /** Lines of values, without comments. */
    private List<String> scrape() throws Exception {
        return management
                .get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    /** Sum of the series of a name and some labels. */
    private double value(String name, String... labels) throws Exception {
        return scrape().stream()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** As autoscalers see it: the queue fills, and empties. */
    @Test
    void scrape_everyThreadHeld_isAnsweredAndTellsOfTheQueue() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(3);
        gate.open = new CountDownLatch(1);
        try {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                answers.add(callers.submit(() -> service.postRaw("/v1/emotions", CLIP)));
            }
            while (admission.queued() < 2) {
                Thread.yield();
            }
            assertThat(value("undertone_queued_requests")).isEqualTo(2);
            assertThat(value("undertone_working_requests")).isEqualTo(1);
            gate.open.countDown();
            for (Future<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
            }
        } finally {
            gate.open.countDown();
            callers.shutdownNow();
        }
        while (admission.inWork() > 0) {
            Thread.yield();
        }
        assertThat(value("undertone_queued_requests")).isZero();
        assertThat(value("undertone_working_requests")).isZero();
    }

    @Test
    void scrape_aJudgement_isInEveryMeterOfIt() throws Exception {
        double confident = value("undertone_confidence_percent_count", "model=\"fixture\"");
        double low = value("undertone_abstentions_total", "kind=\"low-confidence\"");
        double completed =
                value("undertone_request_seconds_count", "\"emotions\"", "\"completed\"");
        double rejected = value("undertone_request_seconds_count", "\"emotions\"", "\"rejected\"");
        service.postRaw("/v1/emotions?minConfidence=1", CLIP);
        service.postRaw("/v1/emotions", new byte[0]);

        assertThat(value("undertone_confidence_percent_count", "model=\"fixture\""))
                .isEqualTo(confident + 1);
        assertThat(value("undertone_confidence_percent_bucket", "\"fixture\"", "le=\"100.0\""))
                .isEqualTo(confident + 1);
        assertThat(value("undertone_abstentions_total", "kind=\"low-confidence\""))
                .isEqualTo(low + 1);
        assertThat(value("undertone_request_seconds_count", "\"emotions\"", "\"completed\""))
                .isEqualTo(completed + 1);
        assertThat(value("undertone_request_seconds_count", "\"emotions\"", "\"rejected\""))
                .isEqualTo(rejected + 1);
        assertThat(value("undertone_request_seconds_bucket", "\"timeline\"", "le=\"30.0\""))
                .isZero();
    }

    @Test
    void scrape_manyNamesOfCallers_hasTheSeriesThatItHadBefore() throws Exception {
        call(0);
        Set<String> before = series();
        for (int i = 1; i <= 300; i++) {
            call(i);
        }

        assertThat(series()).isEqualTo(before).hasSizeGreaterThan(300);
    }

    /** Everything that a caller can name, each time by another name. */
    private void call(int i) throws Exception {
        String form =
                new String(ServiceFixture.form("file", CLIP), StandardCharsets.ISO_8859_1)
                        .replace("clip.wav", "clip-%d.wav".formatted(i));
        service.send(
                service.request("/v1/emotions?minConfidence=0." + i)
                        .header("X-Request-Id", "request-" + i)
                        .header("User-Agent", "agent/" + i)
                        .header("X-Forwarded-For", "10.0.%d.%d".formatted(i / 256, i % 256))
                        .header("Accept-Language", "x-" + i)
                        .header("traceparent", "00-%032x-%016x-01".formatted(i + 1, i + 1))
                        .header(
                                "Content-Type",
                                "multipart/form-data; boundary=undertone-test-boundary")
                        .POST(BodyPublishers.ofString(form, StandardCharsets.ISO_8859_1)));
        service.postRaw("/v1/emotions?model=model-" + i, CLIP);
        service.postRaw("/v1/emotions?parameter-" + i + "=" + i, CLIP);
        service.postRaw("/v1/emotions?encoding=text-" + i, CLIP);
        service.send(service.request("/v1/emotions").method("METHOD" + i, BodyPublishers.noBody()));
        service.get("/v1/models/model-" + i);
        service.get("/v1/path-" + i);
        service.get("/path-" + i + "?query=" + i);
        management.get("/actuator/path-" + i);
    }

    /** Names and labels; the machine's own may come and go. */
    private Set<String> series() throws Exception {
        return scrape().stream()
                .filter(line -> !line.matches("(jvm|process|system|executor)_.*"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void chart_asksForSeriesThatAreServed() throws Exception {
        service.postRaw("/v1/emotions", CLIP);
        Set<String> served =
                scrape().stream()
                        .map(line -> line.split("[{ ]")[0])
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> asked = new TreeSet<>();
        for (String file : List.of("alerts.yaml", "dashboard.json")) {
            Matcher names = SERVED.matcher(Files.readString(CHART.resolve(file)));
            while (names.find()) {
                asked.add(names.group());
            }
        }

        assertThat(asked).hasSizeGreaterThan(10);
        assertThat(served).containsAll(asked);
    }

    @Test
    void tracing_noCollector_isNotThere() {
        assertThat(tracer.getIfAvailable()).isNull();
    }
}
