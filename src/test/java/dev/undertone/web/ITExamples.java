package dev.undertone.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.undertone.testing.Programs;
import dev.undertone.testing.RequiresProgram;
import dev.undertone.testing.WavBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The programs of {@code examples/}, as they lie there, against a real service; the page has {@link ITStreamPage}. */
class ITExamples extends DefaultService {

    private static final Path EXAMPLES = Path.of("examples").toAbsolutePath();

    @TempDir private Path folder;
    private Path clip;
    private Path output;

    @BeforeEach
    void record() throws IOException {
        clip = folder.resolve("clip.wav");
        output = folder.resolve("output");
        Files.write(clip, WavBytes.pcm16(16_000, 1, WavBytes.buzz(1, 1)));
    }

    @Test
    void java_streamsAFile() throws Exception {
        Programs.pipe(
                output,
                Path.of(System.getProperty("java.home"), "bin", "java"),
                EXAMPLES.resolve("java/Stream.java"),
                clip,
                stream());
        assertAnswered();
    }

    @Test
    @RequiresProgram({"node", "npm"})
    void node_streamsAFile() throws Exception {
        Programs.pipe(output, "node", nodeExamples().resolve("stream.mjs"), clip, stream());
        assertAnswered();
    }

    /** The fixture model is sure of nothing, so the bot hears an abstention and speaks as always. */
    @Test
    @RequiresProgram({"node", "npm"})
    void bot_repliesWithAndWithoutTheService() throws Exception {
        for (String address : List.of(stream(), "ws://localhost:1/v1/stream")) {
            Programs.pipe(
                    output,
                    "env",
                    "PATIENCE_MS=60000",
                    "node",
                    nodeExamples().resolve("bot.mjs"),
                    address,
                    "Where is my order?",
                    clip);
            List<String> lines = Files.readAllLines(output);
            assertThat(lines.get(0)).startsWith("bot:  This call is heard by a machine");
            assertThat(lines.get(1))
                    .startsWith(
                            "user: Where is my order?  ["
                                    + (address.equals(stream())
                                            ? "low-confidence"
                                            : "nothing in time"));
            assertThat(lines.get(2)).startsWith("bot:  Your order left our house");
        }
    }

    @Test
    @RequiresProgram({"node", "npm"})
    void bot_passesItsOwnTests() throws Exception {
        Programs.run("node", "--test", nodeExamples().resolve("bot.test.mjs"));
    }

    @Test
    @RequiresProgram({"bash", "curl"})
    void curl_asksForFiles() throws Exception {
        Programs.pipe(
                output, "bash", EXAMPLES.resolve("curl.sh"), clip, "http://localhost:" + port());
        List<String> lines = Files.readAllLines(output);
        assertThat(lines.stream().filter(line -> line.contains("\"probabilities\"")))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(lines).anyMatch(line -> line.contains("\"type\":\"summary\""));
        assertThat(lines).anyMatch(line -> line.startsWith("index,startSeconds"));
    }

    private String stream() {
        return "ws://localhost:" + port() + "/v1/stream";
    }

    /** JSON lines from ready to bye, with an answer between. */
    private void assertAnswered() throws IOException {
        List<JsonNode> events =
                Files.readAllLines(output).stream().map(ServiceFixture.JSON::readTree).toList();
        assertThat(events.get(0).get("type").asString()).isEqualTo("ready");
        assertThat(events)
                .filteredOn(event -> event.get("type").asString().equals("utterance"))
                .singleElement()
                .satisfies(
                        event ->
                                assertThat(event.at("/result/probabilities").properties())
                                        .hasSize(4));
        assertThat(events.get(events.size() - 1).get("code").asInt()).isEqualTo(1000);
    }

    /** A copy with the library that they need; from npm, unless an earlier run has brought it. */
    private static Path nodeExamples() throws IOException {
        Path copy = Files.createDirectories(Path.of("target", "examples-node")).toAbsolutePath();
        try (Stream<Path> files = Files.list(EXAMPLES.resolve("node"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(
                        file,
                        copy.resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        boolean there =
                Files.isDirectory(copy.resolve("node_modules/ws"))
                        || Programs.runs(
                                "npm", "install", "--prefix", copy, "--no-audit", "--no-fund");
        assumeTrue(there || Boolean.getBoolean("undertone.requireTools"), "ws from npm");
        assertThat(there).as("ws from npm").isTrue();
        return copy;
    }
}
