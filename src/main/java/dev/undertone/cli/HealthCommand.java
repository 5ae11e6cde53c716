package dev.undertone.cli;

import dev.undertone.recognition.AnswerJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** {@code health [--url URL] [--recognize]}: whether a service answers, for images without a shell. */
@Command(
        name = "health",
        description = {
            "Asks a service whether it is ready. With --recognize it posts a second of synthetic speech instead",
            "and checks the answer, which takes the way of every request."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        footer = {
            "",
            "Exit codes: 0 the service answers as it should; 1 it does not.",
            "",
            "Examples:",
            "  undertone health --url http://localhost:8081",
            "  undertone health --recognize --url https://undertone.example.org"
        })
final class HealthCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final double TOLERANCE = 1e-5;

    @Spec private CommandSpec spec;

    @Option(
            names = "--url",
            defaultValue = "http://localhost:8080",
            description =
                    "Address of the service; of its management port where it has one (${DEFAULT-VALUE}).")
    private URI url;

    @Option(
            names = "--recognize",
            description = "Posts synthetic speech to /v1/emotions instead of asking for readiness.")
    private boolean recognize;

    @Option(
            names = "--key-file",
            description =
                    "File that holds the API key to show with --recognize, where the service asks for one.")
    private @Nullable Path keyFile;

    @Override
    public Integer call() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        HttpResponse<String> response;
        try {
            response = client.send(request(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return unhealthy("no answer from " + url);
        }
        if (response.statusCode() != 200) {
            return unhealthy("status " + response.statusCode());
        }
        return !recognize || isAnswer(response.body())
                ? ExitCode.OK
                : unhealthy("not an answer: " + response.body());
    }

    private HttpRequest request() throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                url.resolve(
                                        recognize ? "/v1/emotions" : "/actuator/health/readiness"))
                        .timeout(PATIENCE);
        if (keyFile != null) {
            request.header("Authorization", "Bearer " + Files.readString(keyFile).strip());
        }
        return recognize
                ? request.header("Content-Type", "audio/wav")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(SyntheticSpeech.wav()))
                        .build()
                : request.build();
    }

    /** Speech was heard, and the probabilities are some. */
    private static boolean isAnswer(String body) {
        try {
            JsonNode answer = AnswerJson.mapper().readTree(body);
            double sum = 0;
            for (JsonNode probability : answer.path("probabilities")) {
                sum += probability.asDouble();
            }
            return answer.path("speechDetected").asBoolean() && Math.abs(sum - 1) < TOLERANCE;
        } catch (JacksonException e) {
            return false;
        }
    }

    private int unhealthy(String why) {
        spec.commandLine().getErr().println("undertone health: " + why);
        return ExitCode.INPUT_FAILED;
    }
}
