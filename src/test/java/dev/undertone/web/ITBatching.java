package dev.undertone.web;

import static dev.undertone.web.ServiceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undertone.app.UndertoneApplication;
import dev.undertone.testing.WavBytes;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** A service that scores several requests in one run of the model. */
@Timeout(60)
@SpringBootTest(
        classes = UndertoneApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "undertone.batching.enabled=true",
            "undertone.batching.size=8",
            "undertone.batching.patience=20ms",
            "undertone.admission.queued=64"
        })
class ITBatching {

    /** Sums over frames in another order than alone: float32 rounding. */
    private static final Offset<Double> ROUNDING = within(1e-5);

    private static final int CLIPS = 24;

    @LocalServerPort private int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        ServiceFixture.serveFixture(registry);
    }

    @Test
    void post_manyAtOnce_eachGetsItsOwnAnswer() throws Exception {
        ServiceFixture service = new ServiceFixture(port);
        List<JsonNode> alone = new ArrayList<>();
        for (int i = 0; i < CLIPS; i++) {
            alone.add(json(post(service, i)));
        }
        ExecutorService callers = Executors.newFixedThreadPool(CLIPS);
        try {
            for (int round = 0; round < 3; round++) {
                List<Future<HttpResponse<String>>> together = new ArrayList<>();
                for (int i = 0; i < CLIPS; i++) {
                    int clip = i;
                    together.add(callers.submit(() -> post(service, clip)));
                }
                for (int i = 0; i < CLIPS; i++) {
                    requireSame(alone.get(i), json(together.get(i).get()));
                }
            }
        } finally {
            callers.shutdownNow();
        }
        new Counters(service).requireNothingLost();
        for (int i = 2; i < CLIPS; i++) {
            assertThat(values(alone.get(i), "probabilities"))
                    .as("clips %d and %d can be told apart", i - 2, i)
                    .isNotEqualTo(values(alone.get(i - 2), "probabilities"));
        }
    }

    /** Clips of different lengths and sounds, by turns for two models. */
    private static HttpResponse<String> post(ServiceFixture service, int clip) throws Exception {
        float[] voice = WavBytes.buzz(0.3 + 0.05 * (clip % 7), clip);
        String model = clip % 2 == 0 ? "fixture" : "a-lstm";
        HttpResponse<String> answer =
                service.postRaw("/v1/emotions?model=" + model, WavBytes.pcm16(16_000, 1, voice));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static void requireSame(JsonNode alone, JsonNode together) {
        assertThat(together.get("model")).isEqualTo(alone.get("model"));
        for (String part : List.of("/probabilities", "/attention/weights")) {
            List<Double> expected = values(alone, part.substring(1));
            List<Double> actual = values(together, part.substring(1));
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(actual.get(i)).isCloseTo(expected.get(i), ROUNDING);
            }
        }
    }

    private static List<Double> values(JsonNode answer, String path) {
        List<Double> values = new ArrayList<>();
        answer.at("/" + path).forEach(value -> values.add(value.doubleValue()));
        return values;
    }
}
