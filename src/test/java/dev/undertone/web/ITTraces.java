package dev.undertone.web;

import static dev.undertone.web.ServiceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.app.UndertoneApplication;
import dev.undertone.recognition.ModelReference;
import dev.undertone.recognition.RecognitionListener;
import dev.undertone.recognition.Stage;
import dev.undertone.testing.SpanCollector;
import dev.undertone.testing.SpanCollector.Span;
import dev.undertone.testing.WavBytes;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** What a collector hears of requests, and what the log says of them, in a service that traces every one. */
@Timeout(60)
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        classes = {UndertoneApplication.class, ITTraces.Configuration.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.tracing.sampling.probability=1",
            "management.opentelemetry.tracing.export.schedule-delay=20ms",
            "management.opentelemetry.tracing.export.otlp.timeout=60s",
            "management.opentelemetry.tracing.export.max-queue-size=" + ITTraces.QUEUE,
            "management.opentelemetry.tracing.export.max-batch-size=" + ITTraces.BATCH,
            "logging.structured.format.console=ecs"
        })
class ITTraces {

    static final int QUEUE = 32;
    static final int BATCH = 16;

    private static final byte[] CLIP = WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5, 1));
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String STAGE_SPANS = "queue, decode, feature, inference";
    private static final SpanCollector COLLECTOR = new SpanCollector();

    @LocalServerPort private int port;
    @Autowired private Saboteur saboteur;
    private ServiceFixture service;

    /** Lets a stage fail for no reason that anybody foresaw. */
    static final class Saboteur implements RecognitionListener {

        private final RecognitionListener next;
        private volatile boolean strikes;

        Saboteur(RecognitionListener next) {
            this.next = next;
        }

        @Override
        public RecognitionListener forRecording(ModelReference model) {
            RecognitionListener own = next.forRecording(model);
            return !strikes
                    ? own
                    : new RecognitionListener() {
                        @Override
                        public void timed(Stage stage, long nanos) {
                            throw new IllegalStateException("canary of the saboteur");
                        }
                    };
        }
    }

    @TestConfiguration
    static class Configuration {

        @Bean
        @Primary
        Saboteur saboteur(@Qualifier("serviceMetrics") RecognitionListener next) {
            return new Saboteur(next);
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        ServiceFixture.serveFixture(registry);
        registry.add("management.opentelemetry.tracing.export.otlp.endpoint", COLLECTOR::endpoint);
    }

    @BeforeEach
    void connect() {
        service = new ServiceFixture(port);
    }

    @AfterAll
    static void close() {
        COLLECTOR.close();
    }

    private HttpRequest.Builder clip(String path) {
        return service.request(path).POST(BodyPublishers.ofByteArray(CLIP));
    }

    @Test
    void post_ofATracedCaller_isPartOfItsTraceWithASpanPerStage() throws Exception {
        service.send(
                clip("/v1/emotions")
                        .header("traceparent", "00-%s-%s-01".formatted(TRACE, CALLER))
                        .header("tracestate", "vendor=value"));
        List<Span> spans = COLLECTOR.nextRequest();
        Span request = spans.get(4);

        assertThat(spans).extracting(Span::traceId).containsOnly(TRACE);
        assertThat(request.parentId()).isEqualTo(CALLER);
        assertThat(request.traceState()).isEqualTo("vendor=value");
        assertThat(request.name()).isEqualTo("POST /v1/emotions");
        assertThat(request.attributes())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "exception", "none",
                                "method", "POST",
                                "outcome", "SUCCESS",
                                "status", "200",
                                "uri", "/v1/emotions",
                                "undertone.model", "fixture@1.0.0",
                                "undertone.outcome", "completed"));
        List<Span> stages =
                spans.subList(0, 4).stream()
                        .sorted(Comparator.comparing(Span::startNanos))
                        .toList();
        assertThat(stages).extracting(Span::name).containsExactly(STAGE_SPANS.split(", "));
        for (Span stage : stages) {
            assertThat(stage.parentId()).isEqualTo(request.id());
            assertThat(stage.endNanos()).isGreaterThanOrEqualTo(stage.startNanos());
            assertThat(stage.attributes())
                    .containsExactlyEntriesOf(Map.of("undertone.model", "fixture@1.0.0"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e47-00f067aa0ba902b7-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
                "<script>"
            })
    void post_badTraceparent_beginsATraceOfItsOwn(String traceparent) throws Exception {
        HttpResponse<String> response =
                service.send(clip("/v1/emotions").header("traceparent", traceparent));
        Span request = COLLECTOR.nextRequest().get(4);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(request.traceId()).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
        assertThat(request.parentId()).isEmpty();
    }

    /** As the standard (W3C Trace Context, section 3.3) has it: the state is let go and the trace goes on. */
    @Test
    void post_badTracestate_isLetGo() throws Exception {
        for (String state :
                List.of("no equals sign", "a=1,".repeat(40), "a=" + "b".repeat(7_000))) {
            HttpResponse<String> response =
                    service.send(
                            clip("/v1/emotions")
                                    .header("traceparent", "00-%s-%s-01".formatted(TRACE, CALLER))
                                    .header("tracestate", state));
            Span request = COLLECTOR.nextRequest().get(4);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(request.traceId()).isEqualTo(TRACE);
            assertThat(request.traceState()).isEmpty();
        }
    }

    @Test
    void post_tracestateBeyondHeaders_isHeadersTooLarge() throws Exception {
        // a client of its own, since the connection is closed on it
        HttpResponse<Void> response =
                HttpClient.newHttpClient()
                        .send(
                                clip("/v1/emotions")
                                        .header("tracestate", "a".repeat(1_000_000))
                                        .build(),
                                BodyHandlers.discarding());

        assertThat(response.statusCode()).isEqualTo(431);
    }

    @Test
    void post_callerWhoKeepsNoTrace_leavesNone() throws Exception {
        service.send(
                clip("/v1/emotions").header("traceparent", "00-%s-%s-00".formatted(TRACE, CALLER)));
        service.get("/v1/models");

        assertThat(COLLECTOR.nextRequest())
                .singleElement()
                .extracting(Span::name)
                .isEqualTo("GET /v1/models");
    }

    @Test
    void spans_holdNothingThatACallerSent() throws Exception {
        byte[] form = ServiceFixture.form("file", CLIP);
        String named =
                new String(form, StandardCharsets.ISO_8859_1).replace("clip.wav", "canary.wav");
        service.send(
                service.request("/v1/emotions")
                        .header("User-Agent", "canary")
                        .header("X-Request-Id", "canary")
                        .header("X-Forwarded-For", "canary")
                        .header("baggage", "canary=canary")
                        .header("b3", TRACE + "-" + CALLER + "-1")
                        .header(
                                "Content-Type",
                                "multipart/form-data; boundary=undertone-test-boundary")
                        .POST(BodyPublishers.ofString(named, StandardCharsets.ISO_8859_1)));
        Span request = COLLECTOR.nextRequest().get(4);
        service.send(clip("/v1/emotions?model=canary"));
        Span refused = COLLECTOR.nextRequest().get(0);
        service.get("/v1/canary?canary=canary");
        Span unknown = COLLECTOR.nextRequest().get(0);
        service.send(service.request("/v1/emotions").method("CANARY", BodyPublishers.noBody()));
        Span method = COLLECTOR.nextRequest().get(0);

        assertThat(request.traceId()).isNotEqualTo(TRACE);
        assertThat(refused.attributes())
                .containsEntry("undertone.reason", "model-not-found")
                .containsEntry("undertone.outcome", "rejected");
        assertThat(refused.statusCode()).isNotEqualTo(2);
        assertThat(unknown.attributes()).containsEntry("undertone.reason", "not-found");
        assertThat(method.name()).isEqualTo("UNKNOWN");
        assertThat(COLLECTOR.raw().toLowerCase()).doesNotContain("canary");
    }

    @Test
    void probesAndScrapes_leaveNoSpan() throws Exception {
        service.get("/actuator/health/liveness");
        service.get("/actuator/prometheus");
        service.get("/v3/api-docs");
        service.get("/v1/models");

        assertThat(COLLECTOR.nextRequest())
                .singleElement()
                .extracting(Span::name)
                .isEqualTo("GET /v1/models");
    }

    @Test
    void post_timeline_hasItsStretchesBelowIt() throws Exception {
        byte[] wav = WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5, 10));
        service.postRaw("/v1/emotions/timeline?mode=window&windowSeconds=4&hopSeconds=4", wav);
        List<Span> spans = COLLECTOR.nextRequest();
        Span request = spans.get(spans.size() - 1);

        assertThat(request.name()).isEqualTo("POST /v1/emotions/timeline");
        assertThat(spans).extracting(Span::name).contains("feature", "inference");
        assertThat(spans.subList(0, spans.size() - 1))
                .extracting(Span::parentId)
                .containsOnly(request.id());
    }

    /** X-Request-Id is no way into the log either. */
    @ParameterizedTest
    @ValueSource(strings = {"sane-id", "<script>alert(1)</script>", "\\n\\r", "long"})
    void fault_isOneLineOfJson_thatNamesTraceAndRequest(String id, CapturedOutput output)
            throws Exception {
        saboteur.strikes = true;
        HttpResponse<String> response;
        try {
            response =
                    service.send(
                            clip("/v1/emotions")
                                    .header(
                                            "X-Request-Id",
                                            id.equals("long") ? "x".repeat(7_000) : id));
        } finally {
            saboteur.strikes = false;
        }
        Span request = COLLECTOR.nextRequest().get(0);
        List<String> lines =
                output.getOut().lines().filter(line -> line.contains("\"ERROR\"")).toList();

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(request.statusCode()).isEqualTo(2);
        assertThat(request.attributes()).containsEntry("undertone.outcome", "failed");
        assertThat(request.events()).containsEntry("exception.message", "internal");
        assertThat(lines).hasSize(1);
        JsonNode line = ServiceFixture.JSON.readTree(lines.get(0));
        String named = json(response).get("requestId").stringValue();
        assertThat(line.get("http.request.id").stringValue()).isEqualTo(named);
        assertThat(line.get("trace.id").stringValue()).isEqualTo(request.traceId());
        assertThat(line.get("span.id").stringValue()).isEqualTo(request.id());
        assertThat(line.get("log").get("level").stringValue()).isEqualTo("ERROR");
        assertThat(line.get("ecs").get("version").stringValue()).isNotBlank();
        assertThat(line.get("error").get("stack_trace").stringValue()).contains("\n");
        assertThat(named).isEqualTo(response.headers().firstValue("X-Request-Id").orElseThrow());
        assertThat(named.equals(id)).isEqualTo(id.equals("sane-id"));
    }

    /** The last: what it leaves waiting would come in between the others. */
    @Test
    @Order(Integer.MAX_VALUE)
    void collector_silentOrAway_isNoConcernOfRequests() throws Exception {
        int requests = 40;
        COLLECTOR.hold();
        try {
            for (int i = 0; i < requests; i++) {
                assertThat(service.send(clip("/v1/emotions")).statusCode()).isEqualTo(200);
            }
        } finally {
            COLLECTOR.goOn();
        }
        COLLECTOR.stop();
        try {
            for (int i = 0; i < requests; i++) {
                assertThat(service.send(clip("/v1/emotions")).statusCode()).isEqualTo(200);
            }
        } finally {
            COLLECTOR.listen();
        }
        List<Span> heard = new ArrayList<>();
        do {
            service.get("/v1/models");
            heard.addAll(COLLECTOR.heard());
        } while (heard.stream().noneMatch(span -> span.name().equals("GET /v1/models")));

        // Twice what can wait, be on its way, and be taken meanwhile; each request makes five.
        assertThat(heard.stream().filter(span -> !span.name().equals("GET /v1/models")))
                .hasSizeBetween(1, 2 * (QUEUE + 2 * BATCH))
                .hasSizeLessThan(2 * requests * 5);
    }
}
