package dev.undertone.web;

import static dev.undertone.web.ServiceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.app.UndertoneApplication;
import dev.undertone.testing.FixtureModel;
import dev.undertone.testing.VectorModels;
import dev.undertone.testing.WavBytes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** A running service with every kind of model, chosen by name. */
@SpringBootTest(
        classes = UndertoneApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ITVectorModels {

    private static final byte[] CLIP = WavBytes.pcm16(16_000, 1, WavBytes.buzz(2.43, 1));

    @LocalServerPort private int port;
    private ServiceFixture service;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws IOException {
        Path folder = ServiceFixture.temporaryFolder();
        FixtureModel.write(folder);
        VectorModels.write(folder);
        registry.add("undertone.models.path", folder::toString);
        registry.add("undertone.models.aliases.default", () -> "fixture");
    }

    @BeforeEach
    void connect() {
        service = new ServiceFixture(port);
    }

    @ParameterizedTest
    @CsvSource({
        "fixture, 241, 256",
        "small-linear, 0, 1083",
        "small-dnn, 0, 24",
        "small-fusion, 241, 12"
    })
    void post_eachModel_answersAsItsKind(String model, int weights, int embedding)
            throws Exception {
        HttpResponse<String> response =
                service.postRaw("/v1/emotions?embedding=true&model=" + model, CLIP);
        JsonNode answer = json(response);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(answer.get("model").get("name").stringValue()).isEqualTo(model);
        assertThat(answer.get("speechDetected").booleanValue()).isTrue();
        assertThat(answer.get("embedding")).hasSize(embedding);
        double sum = 0;
        for (JsonNode probability : answer.get("probabilities")) {
            sum += probability.doubleValue();
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
        if (weights == 0) {
            assertThat(answer.get("attention").isNull()).isTrue();
        } else {
            assertThat(answer.get("attention").get("weights")).hasSize(weights);
        }
    }

    @Test
    void post_eachChannelToFusion_answersPerChannel() throws Exception {
        float[] buzz = WavBytes.buzz(1, 2);
        float[] both = new float[2 * buzz.length];
        for (int i = 0; i < buzz.length; i++) {
            both[2 * i] = buzz[i];
        }
        JsonNode answer =
                json(
                        service.postRaw(
                                "/v1/emotions?channel=each&model=small-fusion",
                                WavBytes.pcm16(16_000, 2, both)));

        assertThat(answer.get("channels")).hasSize(2);
        assertThat(answer.get("channels").get(0).get("speechDetected").booleanValue()).isTrue();
        assertThat(answer.get("channels").get(1).get("speechDetected").booleanValue()).isFalse();
    }

    @Test
    void models_list_tellsWhatEachReads() throws Exception {
        List<String> layouts = new ArrayList<>();
        for (JsonNode model : json(service.get("/v1/models")).get("models")) {
            layouts.add(model.get("name").stringValue() + " " + model.get("layout").stringValue());
        }
        assertThat(layouts)
                .contains(
                        "fixture paper-36",
                        "small-linear paper-36-functionals",
                        "small-dnn is10-1582",
                        "small-fusion paper-36+is10-1582");
    }
}
