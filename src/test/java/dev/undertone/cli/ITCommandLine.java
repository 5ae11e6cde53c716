package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.recognition.AnswerJson;
import dev.undertone.testing.WavBytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The jar as a user runs it: streams, encodings and exit codes of the real process. */
class ITCommandLine {

    private static final Path JAR = Path.of("target", "undertone.jar");

    @TempDir private Path folder;
    private Path clip;

    @BeforeEach
    void lay() throws IOException {
        clip = WavFile.write(folder.resolve("clip.wav"), WavFile.voice(0.5, 150));
        FixtureFolder.write(folder.resolve("models"));
    }

    private static List<String> command(Object... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Dfile.encoding=ISO-8859-1", "-Duser.language=de", "-jar"));
        command.add(JAR.toString());
        for (Object arg : args) {
            command.add(arg.toString());
        }
        return command;
    }

    private CommandRun java(Object... args) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process =
                new ProcessBuilder(command(args))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ended in time").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new CommandRun(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void features_process_printsWhatTheCommandPrintsAndNothingElse() throws Exception {
        CommandRun run = java("features", clip, "--raw");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo(CommandRun.of("features", clip, "--raw").out());
    }

    @Test
    void analyze_process_keepsTheEnginesLogOffStandardOutput() throws Exception {
        CommandRun run =
                java(
                        "analyze",
                        "--json",
                        "--model=fixture",
                        "--models",
                        folder.resolve("models"),
                        clip);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        JsonNode here =
                AnswerJson.mapper()
                        .readTree(
                                CommandRun.of(
                                                "analyze",
                                                "--json",
                                                "--model=fixture",
                                                "--models",
                                                folder.resolve("models"),
                                                clip)
                                        .out());
        JsonNode there = AnswerJson.mapper().readTree(run.out());
        assertThat(there.get("probabilities")).isEqualTo(here.get("probabilities"));
        assertThat(there.get("attention")).isEqualTo(here.get("attention"));
    }

    @Test
    void evaluate_process_printsUtf8WhateverTheDefaultCharset() throws Exception {
        Path manifest =
                Files.writeString(
                        folder.resolve("manifest.csv"),
                        "path,speaker,emotion\nclip.wav,Jürgen,sad\n");

        CommandRun run =
                java(
                        "evaluate",
                        "--json",
                        "--model=fixture",
                        "--models",
                        folder.resolve("models"),
                        "--manifest",
                        manifest);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(AnswerJson.mapper().readTree(run.out()).get("perSpeaker").propertyNames())
                .containsExactly("Jürgen");
    }

    /** ONNX Runtime 1.29.0 died of a command line of 4,000 characters, which its telemetry reads. */
    @Test
    void analyze_veryManyFiles_hearsThemAll() throws Exception {
        List<Object> words =
                new ArrayList<>(
                        List.of(
                                "analyze",
                                "--model=fixture",
                                "--models",
                                folder.resolve("models")));
        int files = 400;
        for (int i = 0; i < files; i++) {
            words.add(clip);
        }

        CommandRun run = java(words.toArray());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(files);
    }

    @Test
    void noSubcommand_withProperties_servesUntilStopped() throws Exception {
        int port = freePort();
        Process process =
                new ProcessBuilder(
                                command(
                                        "--server.port=" + port,
                                        "--undertone.models.path=" + folder.resolve("models"),
                                        "--undertone.models.aliases.default="
                                                + FixtureFolder.MODEL))
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader log = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(log.lines().anyMatch(line -> line.contains("Started Undertone"))).isTrue();
            URI liveness = URI.create("http://localhost:" + port + "/actuator/health/liveness");
            int status =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(liveness).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode();
            assertThat(status).isEqualTo(200);
            String url = "http://localhost:" + port;
            // the port is open before models are loaded
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> CommandRun.of("health", "--url", url).exitCode() == ExitCode.OK);
            assertThat(CommandRun.of("health", "--recognize", "--url", url))
                    .isEqualTo(new CommandRun(ExitCode.OK, "", ""));
            BlockingQueue<String> told = talk(port);
            assertThat(told.take()).contains("\"ready\"");
            process.destroy();
            assertThat(told.take()).contains("\"utterance\"").contains("\"endMs\":2000");
            assertThat(told.take()).contains("\"error\"").contains("\"shutting-down\"");
            assertThat(told.take())
                    .isEqualTo("{\"type\":\"bye\",\"code\":1012,\"reason\":\"shutting-down\"}");
            assertThat(told.take()).isEqualTo("closed by 1012");
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("stopped in time").isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Says two seconds into a stream, and keeps what is told. */
    private static BlockingQueue<String> talk(int port) {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        WebSocket socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(
                                URI.create("ws://localhost:" + port + "/v1/stream"),
                                new Listener(told))
                        .join();
        socket.sendText(
                        """
                        {"type":"start","encoding":"pcm_s16le","sampleRateHz":16000,"vad":false,"partialEveryMs":0}
                        """,
                        true)
                .join();
        byte[] pcm = Arrays.copyOfRange(WavBytes.pcm16(16_000, 1, WavBytes.buzz(2, 1)), 44, 64_044);
        socket.sendBinary(ByteBuffer.wrap(pcm), true).join();
        return told;
    }

    private record Listener(BlockingQueue<String> told, StringBuilder text)
            implements WebSocket.Listener {

        Listener(BlockingQueue<String> told) {
            this(told, new StringBuilder());
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                told.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            told.add("closed by " + code);
            return null;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void serve_withoutItsModel_isExitThree() throws Exception {
        CommandRun run =
                java("serve", "--server.port=0", "--undertone.models.aliases.default=none");

        assertThat(run.exitCode()).as(run.out()).isEqualTo(3);
    }

    @Test
    void process_exitCodes_areTheDocumented() throws Exception {
        assertThat(java("--help").exitCode()).isEqualTo(0);
        assertThat(java("features", folder.resolve("none.wav")).exitCode()).isEqualTo(1);
        assertThat(java("features").exitCode()).isEqualTo(2);
        assertThat(
                        java(
                                        "analyze",
                                        "--model",
                                        "none",
                                        "--models",
                                        folder.resolve("models"),
                                        clip)
                                .exitCode())
                .isEqualTo(3);
    }
}
