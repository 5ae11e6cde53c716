package dev.undertone.web;

import static dev.undertone.web.ServiceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.app.UndertoneApplication;
import dev.undertone.recognition.Reason;
import dev.undertone.testing.WavBytes;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The served description against the service that serves it. */
@SpringBootTest(
        classes = UndertoneApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ITOpenApi {

    private static final byte[] CLIP = WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5, 1));

    @LocalServerPort private int port;
    private ServiceFixture service;
    private JsonNode description;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        ServiceFixture.serveFixture(registry);
    }

    @BeforeEach
    void read() throws Exception {
        service = new ServiceFixture(port);
        description = json(service.get("/v3/api-docs"));
    }

    @Test
    void description_isOfVersion31AndSaysWhatIsProhibited() {
        assertThat(description.get("openapi").stringValue()).startsWith("3.1");
        assertThat(description.at("/info/description").stringValue())
                .contains("Consent")
                .contains("must not be used");
        assertThat(
                        description
                                .at("/components/schemas/Judgement/properties/emotion/type")
                                .toString())
                .contains("string", "null");
        assertThat(
                        description
                                .at(
                                        "/components/schemas/Judgement/properties/probabilities/additionalProperties/type")
                                .stringValue())
                .isEqualTo("number");
        assertThat(names(description.get("paths")))
                .containsExactlyInAnyOrder(
                        "/v1/emotions",
                        "/v1/emotions/timeline",
                        "/v1/stream/tickets",
                        "/v1/models",
                        "/v1/models/{name}",
                        "/v1/models/{name}/reload");
    }

    /** Each operation names its scope, and that nobody may be asked; both refusals are described. */
    @Test
    void operations_nameTheirScope() {
        for (JsonNode path : description.get("paths")) {
            for (JsonNode operation : path) {
                assertThat(operation.at("/security")).hasSize(2);
                assertThat(operation.at("/security/0")).isEmpty();
                assertThat(operation.at("/security/1/bearer/0").stringValue())
                        .isIn("analyze", "stream", "admin");
                assertThat(names(operation.get("responses"))).contains("401", "403");
            }
        }
        assertThat(description.at("/components/securitySchemes/bearer/scheme").stringValue())
                .isEqualTo("bearer");
    }

    @Test
    void description_listsExactlyTheReasons() {
        List<String> documented = new ArrayList<>();
        description
                .at("/components/schemas/Problem/properties/reason/enum")
                .forEach(reason -> documented.add(reason.stringValue()));

        assertThat(documented)
                .containsExactlyElementsOf(
                        Arrays.stream(Reason.values()).map(Reason::code).toList());
    }

    @Test
    void answers_haveExactlyTheDescribedFields() throws Exception {
        JsonNode answer = json(service.postRaw("/v1/emotions?embedding=true", CLIP));
        Set<String> described = new TreeSet<>(properties("Judgement"));
        described.addAll(Set.of("id", "audio"));

        assertThat(new TreeSet<>(names(answer))).isEqualTo(described);
        for (String part : List.of("Attention", "Audio", "Processing")) {
            assertThat(names(answer.get(part.toLowerCase(java.util.Locale.ROOT))))
                    .containsExactlyInAnyOrderElementsOf(properties(part));
        }
        assertThat(names(json(service.get("/v1/models/fixture"))))
                .containsExactlyInAnyOrderElementsOf(properties("Model"));
        assertThat(names(json(service.postRaw("/v1/stream/tickets", new byte[0]))))
                .containsExactlyElementsOf(properties("Ticket"));
        HttpResponse<String> problem = service.postRaw("/v1/emotions?embedding=1", CLIP);
        assertThat(names(json(problem))).containsExactlyInAnyOrderElementsOf(properties("Problem"));
    }

    @Test
    void examples_ofTheAnswer_haveItsFields() throws Exception {
        JsonNode answer = json(service.postRaw("/v1/emotions", CLIP));
        JsonNode examples =
                description.at(
                        "/paths/~1v1~1emotions/post/responses/200/content/application~1json/examples");

        assertThat(examples).hasSize(2);
        for (JsonNode example : examples) {
            assertThat(names(example.get("value"))).containsExactlyElementsOf(names(answer));
        }
    }

    @Test
    void timelines_haveExactlyTheDescribedFields() throws Exception {
        JsonNode answer =
                json(
                        service.postRaw(
                                "/v1/emotions/timeline?mode=window&windowSeconds=2&embedding=true",
                                WavBytes.pcm16(16_000, 1, WavBytes.buzz(2, 1))));
        JsonNode example =
                description.at(
                        "/paths/~1v1~1emotions~1timeline/post/responses/200/content/application~1json/examples/call/value");

        assertThat(names(answer)).containsExactlyElementsOf(names(example));
        assertThat(properties("Timeline")).containsAll(names(answer)).contains("error");
        assertThat(names(answer.at("/segments/0")))
                .containsExactlyElementsOf(properties("TimelineSegment"));
        assertThat(names(answer.get("summary")))
                .containsExactlyElementsOf(properties("TimelineSummary"));
        JsonNode voice = answer.at("/summary/voices/0");
        assertThat(names(voice)).containsExactlyElementsOf(properties("TimelineVoice"));
        assertThat(names(voice)).isEqualTo(names(example.at("/summary/voices/0")));
        assertThat(names(voice.get("mostNegative")))
                .isEqualTo(names(example.at("/summary/voices/0/mostNegative")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/emotions", "/v1/emotions/timeline"})
    void parameters_ofTheDescription_areAllTaken(String path) throws Exception {
        for (JsonNode parameter :
                description.at("/paths/" + path.replace("/", "~1") + "/post/parameters")) {
            JsonNode byDefault = parameter.at("/schema/default");
            if (parameter.has("in")
                    && parameter.get("in").stringValue().equals("query")
                    && !byDefault.isMissingNode()) {
                String query = parameter.get("name").stringValue() + "=" + byDefault.asString();
                assertThat(service.postRaw(path + "?" + query, CLIP).statusCode())
                        .as(query)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void page_isServed() throws Exception {
        HttpResponse<String> redirect = service.get("/docs/api");

        assertThat(redirect.statusCode()).isEqualTo(302);
        String page = redirect.headers().firstValue("Location").orElseThrow();
        assertThat(service.get(page.replaceFirst("^https?://[^/]+", "")).body())
                .contains("swagger-ui");
    }

    private List<String> properties(String schema) {
        return names(description.at("/components/schemas/" + schema + "/properties"));
    }

    private static List<String> names(JsonNode json) {
        return new ArrayList<>(json.propertyNames());
    }
}
