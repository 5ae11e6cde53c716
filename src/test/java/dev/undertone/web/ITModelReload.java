package dev.undertone.web;

import static dev.undertone.web.ServiceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.app.UndertoneApplication;
import dev.undertone.testing.FixtureGraph;
import dev.undertone.testing.FixtureModel;
import dev.undertone.testing.WavBytes;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Models that come and go while a service answers. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        classes = UndertoneApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "undertone.models.reload-interval=0s")
class ITModelReload {

    private static final byte[] CLIP = WavBytes.pcm16(16_000, 1, WavBytes.buzz(0.5, 1));
    private static final byte[] GRAPH = new FixtureGraph().toBytes();
    private static final Path FOLDER = ServiceFixture.temporaryFolder();

    @LocalServerPort private int port;
    private ServiceFixture service;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        write("1.0.0");
        registry.add("undertone.models.path", FOLDER::toString);
        registry.add("undertone.models.aliases.default", () -> "fixture");
    }

    @BeforeEach
    void connect() {
        service = new ServiceFixture(port);
    }

    @AfterEach
    void onlyTheFirstVersionIsLeft() throws Exception {
        for (String version : List.of("1.1.0", "1.2.0", "1.3.0")) {
            FileSystemUtils.deleteRecursively(FOLDER.resolve("fixture").resolve(version));
        }
        assertThat(reload("fixture").statusCode()).isEqualTo(200);
        assertThat(answering()).isEqualTo("1.0.0");
    }

    @Test
    void reload_newVersion_answersAndIsCounted() throws Exception {
        double loads = loads("loaded", "none");
        write("1.1.0");
        HttpResponse<String> response = reload("default");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).get("version").stringValue()).isEqualTo("1.1.0");
        assertThat(json(response).get("aliases").get(0).stringValue()).isEqualTo("default");
        assertThat(answering()).isEqualTo("1.1.0");
        assertThat(loads("loaded", "none")).isEqualTo(loads + 1);
        assertThat(versions()).containsExactly("1.0.0", "1.1.0");
        FileSystemUtils.deleteRecursively(FOLDER.resolve("fixture/1.1.0"));
        reload("fixture");
        assertThat(versions()).containsExactly("1.0.0");
        assertThat(scrape()).contains("undertone_draining_models 0.0");
    }

    @Test
    void reload_brokenVersion_isAProblemAndTheOldOneAnswers(CapturedOutput output)
            throws Exception {
        double failures = loads("failed", "checksum-mismatch");
        Files.write(write("1.2.0").resolve("model.onnx"), new byte[10]);
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> response = reload("fixture");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(json(response).get("reason").stringValue()).isEqualTo("model-unavailable");
            assertThat(json(response).get("detail").stringValue())
                    .contains("the present models go on")
                    .doesNotContain("/");
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
        }

        assertThat(answering()).isEqualTo("1.0.0");
        assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(loads("failed", "checksum-mismatch")).isEqualTo(failures + 2);
        String said = "models fixture stay as they are";
        assertThat(output.getOut().lines().filter(line -> line.contains(said)))
                .singleElement()
                .asString()
                .contains("ERROR", "expected SHA-256");
    }

    @Test
    void reload_unknownNameOrMethod_isAProblem() throws Exception {
        assertThat(reload("nobody").statusCode()).isEqualTo(404);
        assertThat(json(reload("..%2Ffixture")).get("reason").stringValue())
                .isIn("model-not-found", "invalid-message");
        HttpResponse<String> get = service.get("/v1/models/fixture/reload");
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow").orElseThrow()).isEqualTo("POST");
    }

    @Test
    void recognize_whileVersionsComeAndGo_neverFails() throws Exception {
        AtomicBoolean swapped = new AtomicBoolean();
        ExecutorService callers = Executors.newFixedThreadPool(2);
        List<Future<Set<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            answers.add(callers.submit(() -> answers(swapped)));
        }
        try {
            for (int i = 0; i < 10; i++) {
                write("1.3.0");
                assertThat(reload("fixture").statusCode()).isEqualTo(200);
                FileSystemUtils.deleteRecursively(FOLDER.resolve("fixture/1.3.0"));
                assertThat(reload("fixture").statusCode()).isEqualTo(200);
            }
        } finally {
            swapped.set(true);
            callers.shutdown();
        }
        for (Future<Set<String>> versions : answers) {
            assertThat(versions.get()).isNotEmpty().isSubsetOf("1.0.0", "1.3.0");
        }
    }

    private Set<String> answers(AtomicBoolean ended) throws Exception {
        Set<String> versions = new TreeSet<>();
        while (!ended.get()) {
            versions.add(answering());
        }
        return versions;
    }

    private String answering() throws Exception {
        HttpResponse<String> response = service.postRaw("/v1/emotions", CLIP);
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode model = json(response).get("model");
        return model.get("version").stringValue();
    }

    private HttpResponse<String> reload(String name) throws Exception {
        return service.send(
                service.request("/v1/models/" + name + "/reload").POST(BodyPublishers.noBody()));
    }

    private double loads(String outcome, String reason) throws Exception {
        return scrape().lines()
                .filter(line -> line.startsWith("undertone_model_loads_total{"))
                .filter(line -> line.contains("outcome=\"" + outcome + "\""))
                .filter(line -> line.contains("reason=\"" + reason + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private Set<String> versions() throws Exception {
        Set<String> versions = new TreeSet<>();
        scrape().lines()
                .filter(line -> line.startsWith("undertone_models{"))
                .filter(line -> line.contains("device=\"cpu\"") && line.contains("\"fixture\""))
                .forEach(line -> versions.add(line.replaceAll(".*version=\"([^\"]+)\".*", "$1")));
        return versions;
    }

    private String scrape() throws IOException, InterruptedException {
        return service.get("/actuator/prometheus").body();
    }

    private static Path write(String version) {
        return FixtureModel.write(FOLDER, FixtureModel.manifest("fixture", version, GRAPH), GRAPH);
    }
}
