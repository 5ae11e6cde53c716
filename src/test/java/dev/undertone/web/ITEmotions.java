package dev.undertone.web;

import static dev.undertone.web.ServiceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.app.UndertoneApplication;
import dev.undertone.testing.CodedFormat;
import dev.undertone.testing.WavBytes;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The answers of a running service, on a fixture model. */
@SpringBootTest(
        classes = UndertoneApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ITEmotions {

    private static final byte[] CLIP = WavBytes.pcm16(16_000, 1, WavBytes.buzz(2.43, 1));

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

    @Test
    void post_clip_isAnsweredAsDocumented() throws Exception {
        HttpResponse<String> response = service.postRaw("/v1/emotions", CLIP);
        JsonNode answer = json(response);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.headers().firstValue("X-Request-Id"))
                .hasValue(answer.get("id").stringValue());
        assertThat(UUID.fromString(answer.get("id").stringValue())).isNotNull();
        assertThat(response.headers().firstValue("Server")).isEmpty();
        assertThat(answer.get("model").toString())
                .isEqualTo("{\"name\":\"fixture\",\"version\":\"1.0.0\"}");
        assertThat(sum(answer.get("probabilities"))).isCloseTo(1, within(1e-5));
        assertThat(answer.get("attention").get("weights")).hasSize(241);
        assertThat(sum(answer.get("attention").get("weights"))).isCloseTo(1, within(1e-4));
        assertThat(answer.get("audio").get("durationSeconds").doubleValue()).isEqualTo(2.43);
    }

    @Test
    void post_formAndRawAndAgain_giveTheSameNumbers() throws Exception {
        String raw = numbers(service.postRaw("/v1/emotions", CLIP));

        assertThat(numbers(service.postRaw("/v1/emotions", CLIP))).isEqualTo(raw);
        assertThat(numbers(service.postForm("/v1/emotions", "file", CLIP))).isEqualTo(raw);
        assertThat(
                        numbers(
                                service.send(
                                        service.request("/v1/emotions")
                                                .header("Content-Type", "text/plain")
                                                .POST(BodyPublishers.ofByteArray(CLIP)))))
                .isEqualTo(raw);
    }

    @Test
    void post_samplesWithoutTheirHeader_giveTheSameNumbers() throws Exception {
        byte[] samples = Arrays.copyOfRange(CLIP, 44, CLIP.length);
        String query = "/v1/emotions?encoding=pcm_s16le&sampleRateHz=16000";
        JsonNode answer = json(service.postRaw(query + "&channels=1", samples));

        assertThat(numbers(service.postRaw(query, samples)))
                .isEqualTo(numbers(service.postRaw("/v1/emotions", CLIP)));
        assertThat(answer.get("audio").get("container").stringValue()).isEqualTo("s16le");
        assertThat(answer.get("audio").get("codec").stringValue()).isEqualTo("pcm_s16le");
        assertThat(service.postRaw("/v1/emotions", samples).statusCode())
                .as("samples are nothing that can be recognised")
                .isEqualTo(415);
        assertThat(service.postRaw(query, Arrays.copyOf(samples, 2001)).statusCode())
                .as("half a sample")
                .isEqualTo(422);
        HttpResponse<String> refused = service.postRaw("/v1/emotions?encoding=pcm_s16le", samples);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).get("parameter").stringValue()).isEqualTo("sampleRateHz");
    }

    @ParameterizedTest
    @EnumSource
    void post_codedClip_isToldByItsContent(CodedFormat format) throws Exception {
        HttpResponse<String> response = service.postRaw("/v1/emotions", format.clip());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(json(response).get("audio").get("container").stringValue())
                .isEqualTo(format.container());
        assertThat(json(response).get("audio").get("codec").stringValue())
                .isEqualTo(format.codec());
    }

    @Test
    void post_chunkedBody_isReadToItsEnd() throws Exception {
        HttpResponse<String> response =
                service.send(
                        service.request("/v1/emotions")
                                .POST(
                                        BodyPublishers.ofInputStream(
                                                () -> new java.io.ByteArrayInputStream(CLIP))));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(numbers(response)).isEqualTo(numbers(service.postRaw("/v1/emotions", CLIP)));
    }

    @Test
    void post_query_isObeyed() throws Exception {
        JsonNode answer =
                json(
                        service.postRaw(
                                "/v1/emotions?model=fixture@1.0.0&attention=none&labels=happy%2Csad"
                                        + "&minConfidence=1&embedding=true",
                                CLIP));

        assertThat(answer.get("attention").isNull()).isTrue();
        assertThat(new ArrayList<>(answer.get("probabilities").propertyNames()))
                .containsExactly("happy", "sad");
        assertThat(answer.get("abstention").stringValue()).isEqualTo("low-confidence");
        assertThat(answer.get("embedding")).hasSize(256);
    }

    @Test
    void post_eachChannel_answersPerChannel() throws Exception {
        float[] stereo = new float[32_000];
        float[] mono = WavBytes.buzz(1, 3);
        for (int i = 0; i < mono.length; i++) {
            stereo[2 * i] = mono[i];
        }
        JsonNode answer =
                json(
                        service.postRaw(
                                "/v1/emotions?channel=each", WavBytes.pcm16(16_000, 2, stereo)));

        assertThat(new ArrayList<>(answer.propertyNames()))
                .containsExactly("id", "audio", "channels");
        assertThat(answer.get("channels").get(0).get("speechDetected").booleanValue()).isTrue();
        assertThat(answer.get("channels").get(1).get("speechDetected").booleanValue()).isFalse();
        assertThat(answer.get("audio").get("channels").intValue()).isEqualTo(2);
    }

    @Test
    void post_saneRequestId_isKept() throws Exception {
        HttpResponse<String> response =
                service.send(
                        service.request("/v1/emotions")
                                .header("X-Request-Id", "my.own_id-1")
                                .POST(BodyPublishers.ofByteArray(CLIP)));

        assertThat(json(response).get("id").stringValue()).isEqualTo("my.own_id-1");
        assertThat(response.headers().firstValue("X-Request-Id")).hasValue("my.own_id-1");
    }

    @Test
    void post_insaneRequestId_isReplaced() throws Exception {
        for (String id : List.of("<script>", "a b", "x".repeat(65), "ä")) {
            HttpResponse<String> response =
                    service.send(
                            service.request("/v1/emotions")
                                    .header("X-Request-Id", id)
                                    .POST(BodyPublishers.ofByteArray(CLIP)));

            assertThat(UUID.fromString(json(response).get("id").stringValue())).isNotNull();
        }
    }

    @Test
    void get_models_listsAndDescribes() throws Exception {
        JsonNode list = json(service.get("/v1/models")).get("models");
        JsonNode fixture = null;
        for (JsonNode model : list) {
            fixture = model.get("name").stringValue().equals("fixture") ? model : fixture;
        }
        assertThat(fixture).isNotNull();
        assertThat(new ArrayList<>(fixture.propertyNames()))
                .containsExactly(
                        "name",
                        "version",
                        "aliases",
                        "labels",
                        "layout",
                        "sampleRateHz",
                        "languages",
                        "figures");
        assertThat(fixture.get("aliases").toString()).isEqualTo("[\"default\"]");
        assertThat(fixture.get("figures").toString()).isEqualTo("{\"uar\":0.25}");

        for (String name : List.of("fixture", "fixture@1.0.0", "default")) {
            JsonNode one = json(service.get("/v1/models/" + name));
            assertThat(one.get("name").stringValue()).isEqualTo("fixture");
            assertThat(one.get("card").stringValue()).startsWith("# Fixture");
        }
    }

    private static String numbers(HttpResponse<String> response) {
        JsonNode answer = json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        return answer.get("probabilities").toString()
                + answer.get("confidence")
                + answer.get("attention");
    }

    private static double sum(JsonNode numbers) {
        double sum = 0;
        for (JsonNode number : numbers) {
            sum += number.doubleValue();
        }
        return sum;
    }
}
