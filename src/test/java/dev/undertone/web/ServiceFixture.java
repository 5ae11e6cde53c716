package dev.undertone.web;

import dev.undertone.testing.FixtureModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.test.context.DynamicPropertyRegistry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a running service as a client would, over its real port. */
final class ServiceFixture {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String BOUNDARY = "undertone-test-boundary";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;
    private final HttpClient client;

    ServiceFixture(int port) {
        this("http://localhost:" + port, CLIENT);
    }

    /** A service at an address of its own, called by a client that trusts it. */
    ServiceFixture(String base, HttpClient client) {
        this.base = base;
        this.client = client;
    }

    /** Serves the fixture model of a folder as the default. */
    static void serveFixture(DynamicPropertyRegistry registry) {
        Path folder = temporaryFolder();
        FixtureModel.write(folder);
        registry.add("undertone.models.path", folder::toString);
        registry.add("undertone.models.aliases.default", () -> "fixture");
    }

    static Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("undertone-test");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<String> postRaw(String path, byte[] audio)
            throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "audio/wav")
                        .POST(BodyPublishers.ofByteArray(audio)));
    }

    /** Posts parts, name and bytes in turn, as one form. */
    HttpResponse<String> postForm(String path, Object... namesAndBytes)
            throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(BodyPublishers.ofByteArray(form(namesAndBytes))));
    }

    static byte[] form(Object... namesAndBytes) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndBytes.length; i += 2) {
            form.write(
                    ("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"clip.wav\"\r\n\r\n"
                                    .formatted(BOUNDARY, namesAndBytes[i]))
                            .getBytes(StandardCharsets.UTF_8));
            form.write((byte[]) namesAndBytes[i + 1]);
            form.write("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        form.write(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }
}
