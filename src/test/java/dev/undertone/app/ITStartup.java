package dev.undertone.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.undertone.access.ApiKey;
import dev.undertone.access.Scope;
import dev.undertone.model.ModelListener;
import dev.undertone.observability.LogQueue;
import dev.undertone.testing.BeforeModels;
import dev.undertone.testing.BlockedStream;
import dev.undertone.testing.FixtureModel;
import dev.undertone.testing.WavBytes;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** From an open port to readiness, and what stands in the way of it. */
@ExtendWith(OutputCaptureExtension.class)
class ITStartup {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final String ON = "--undertone.security.enabled=true";

    @TempDir Path folder;

    @Test
    void run_beforeModelsAreLoaded_livesButIsNotReady() throws Exception {
        FixtureModel.write(folder);
        List<Integer> before = new ArrayList<>();
        SpringApplication application =
                BeforeModels.lookAt(context -> before.addAll(statuses(context.getEnvironment())));

        try (ConfigurableApplicationContext context = application.run(arguments("fixture"))) {
            assertThat(before).containsExactly(200, 503, 503);
            assertThat(statuses(context.getEnvironment())).containsExactly(200, 200, 200);
        }
    }

    @Test
    void run_aliasWithoutModel_endsWithCodeThreeAndOneClearLine(CapturedOutput output) {
        assertThat(UndertoneApplication.run(arguments("nobody"))).isEqualTo(3);
        assertThat(output.getAll())
                .contains("The models cannot be loaded: alias default names model nobody")
                .doesNotContain("\tat ");
    }

    @Test
    void run_graphThatWasChanged_endsWithCodeThree(CapturedOutput output) throws IOException {
        Path model = FixtureModel.write(folder);
        Files.write(model.resolve("model.onnx"), new byte[] {1});

        assertThat(UndertoneApplication.run(arguments("fixture"))).isEqualTo(3);
        assertThat(output.getAll()).contains("expected SHA-256").doesNotContain("\tat ");
    }

    /** As where the decoder's libraries are of another system, or may not be executed. */
    @Test
    void run_libraryThatCannotBeLoaded_endsWithOneClearLine(CapturedOutput output) {
        FixtureModel.write(folder);
        SpringApplication application = BeforeModels.lookAt(context -> cannotLink());

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> application.run(arguments("fixture")));
        assertThat(output.getAll())
                .contains("A native library cannot be loaded: libavformat.so: wrong ELF class")
                .doesNotContain("\tat ");
    }

    private static void cannotLink() {
        throw new ExceptionInInitializerError(
                new UnsatisfiedLinkError("libavformat.so: wrong ELF class"));
    }

    @Test
    void run_securityThatLetsNobodyIn_endsWithOneClearLine(CapturedOutput output)
            throws IOException {
        assertThat(UndertoneApplication.run(arguments("nobody", ON))).isEqualTo(1);
        assertThat(output.getAll()).contains("nobody could be let in").doesNotContain("\tat ");

        Path keys = Files.writeString(folder.resolve("keys"), "# none yet\nteam sha256:12 analyze");
        assertThat(
                        UndertoneApplication.run(
                                arguments("nobody", ON, "--undertone.security.keys-file=" + keys)))
                .isEqualTo(1);
        assertThat(output.getAll())
                .contains("The API keys cannot be taken: line 2: expected 64 hexadecimal digits")
                .doesNotContain("\tat ");
    }

    @Test
    void run_securityWithMetricsOnTheSamePort_endsWithOneClearLine(CapturedOutput output) {
        String key = new ApiKey("team", "0".repeat(64), Set.of(Scope.ANALYZE), null).line();

        assertThat(
                        UndertoneApplication.run(
                                ON, "--undertone.security.keys=" + key, "--server.port=8081"))
                .isEqualTo(1);
        assertThat(output.getAll())
                .contains("health and metrics need a port of their own")
                .doesNotContain("\tat ");
    }

    /** As where nobody empties the pipe of a container's log. */
    @Test
    void run_standardOutputStandsStill_answersAndCountsTheLines() throws Exception {
        FixtureModel.write(folder);
        BlockedStream blocked = new BlockedStream();
        PrintStream standard = System.out;
        System.setOut(new PrintStream(blocked, true, StandardCharsets.UTF_8));
        SpringApplication application = new SpringApplication(UndertoneApplication.class);
        application.addInitializers(
                context -> {
                    LogQueue.install();
                    blocked.shut();
                });
        String[] arguments =
                Stream.concat(Stream.of(arguments("fixture")), Stream.of("--debug", "--trace"))
                        .toArray(String[]::new);

        try (ConfigurableApplicationContext context = application.run(arguments)) {
            assertThat(statuses(context.getEnvironment())).containsExactly(200, 200, 200);
            assertThat(
                            context.getBean(MeterRegistry.class)
                                    .get("undertone.dropped.log.lines")
                                    .functionCounter()
                                    .count())
                    .isPositive();
        } finally {
            blocked.open();
            System.setOut(standard);
        }
    }

    @Test
    void run_manifestThatIsNotTrusted_endsWithCodeThree(CapturedOutput output) {
        FixtureModel.write(folder);

        assertThat(run("--undertone.models.sha256=" + "0".repeat(64))).isEqualTo(3);
        assertThat(output.getAll())
                .contains("none of the 1 that are trusted")
                .doesNotContain("\tat ");
    }

    @Test
    void run_gpuThatIsRequiredAndAbsent_endsWithCodeThree(CapturedOutput output) {
        FixtureModel.write(folder);

        assertThat(run("--undertone.models.device=require")).isEqualTo(3);
        assertThat(output.getAll()).contains("no GPU can be used: ").doesNotContain("\tat ");
    }

    @Test
    void run_gpuThatIsPreferredAndAbsent_answersOnTheCpu(CapturedOutput output) {
        FixtureModel.write(folder);
        SpringApplication application = new SpringApplication(UndertoneApplication.class);
        try (ConfigurableApplicationContext context =
                application.run(arguments("fixture", "--undertone.models.device=prefer"))) {
            assertThat(statuses(context.getEnvironment())).containsExactly(200, 200, 200);
            assertThat(
                            context.getBean(MeterRegistry.class)
                                    .get("undertone.models")
                                    .tag("name", "fixture")
                                    .tag("device", "cpu")
                                    .gauge()
                                    .value())
                    .isEqualTo(1);
            assertThat(output.getOut().lines().filter(line -> line.contains("GPU")))
                    .singleElement()
                    .asString()
                    .contains("models run on the CPU: no GPU can be used");
            breakEngine(context);
        }
    }

    /** Nothing but a restart helps a process whose engine is gone, so both probes say so. */
    private static void breakEngine(ConfigurableApplicationContext context) {
        context.getBean(ModelListener.class).onBrokenEngine(new OutOfMemoryError("as if"));

        assertThat(statuses(context.getEnvironment())).containsExactly(503, 503, 200);
    }

    /** Callers who do not wait for readiness may be turned away until then, and are answered from then on. */
    @Test
    void run_underLoadFromTheStart_answersEverybodyOnceReady() throws Exception {
        FixtureModel.write(folder);
        ExecutorService callers = Executors.newFixedThreadPool(3);
        List<Future<List<List<Integer>>>> heard = new ArrayList<>();
        SpringApplication application =
                BeforeModels.lookAt(
                        context -> heard.addAll(load(callers, context.getEnvironment())));

        try (ConfigurableApplicationContext context = application.run(arguments("fixture"))) {
            assertThat(context.isActive()).isTrue();
            assertThat(heard).hasSize(3);
            for (Future<List<List<Integer>>> caller : heard) {
                assertThat(caller.get())
                        .isSubsetOf(
                                List.of(200, 503, 503),
                                List.of(200, 503, 200),
                                List.of(200, 200, 200));
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static List<Future<List<List<Integer>>>> load(
            ExecutorService callers, Environment environment) {
        return Stream.generate(() -> callers.submit(() -> untilReadyForLong(environment)))
                .limit(3)
                .toList();
    }

    private static List<List<Integer>> untilReadyForLong(Environment environment) {
        List<List<Integer>> heard = new ArrayList<>();
        for (int ready = 0; ready < 5; ready += heard.get(heard.size() - 1).get(1) == 200 ? 1 : 0) {
            heard.add(statuses(environment));
        }
        return heard;
    }

    /** Liveness, readiness, and an emotion. */
    private static List<Integer> statuses(Environment environment) {
        String base = "http://localhost:" + environment.getProperty("local.server.port");
        return List.of(
                status(HttpRequest.newBuilder(URI.create(base + "/actuator/health/liveness"))),
                status(HttpRequest.newBuilder(URI.create(base + "/actuator/health/readiness"))),
                status(
                        HttpRequest.newBuilder(URI.create(base + "/v1/emotions"))
                                .POST(
                                        BodyPublishers.ofByteArray(
                                                WavBytes.pcm16(
                                                        16_000, 1, WavBytes.buzz(0.5, 1))))));
    }

    private static int status(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private int run(String setting) {
        return UndertoneApplication.run(arguments("fixture", setting));
    }

    private String[] arguments(String model, String... settings) {
        return Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--undertone.models.path=" + folder,
                                "--undertone.models.aliases.default=" + model),
                        Stream.of(settings))
                .toArray(String[]::new);
    }
}
