package dev.undertone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.undertone.app.UndertoneApplication;
import dev.undertone.live.LiveSessions;
import dev.undertone.recognition.AnswerJson;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Callers in numbers against a real service: what they are told, and that nothing of them stays. */
@SpringBootTest(
        classes = UndertoneApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "undertone.limits.stream.sessions=50")
class ITLoad {

    @LocalServerPort private int port;
    @Autowired private LiveSessions sessions;

    @Test
    void load_fewSessions_reportsWhatTheySaw() {
        CommandRun run = load("--sessions", "3", "--seconds", "9");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode report = AnswerJson.mapper().readTree(run.out());
        assertThat(report.get("finished").asInt()).isEqualTo(3);
        assertThat(report.get("audioSeconds").asDouble()).isEqualTo(3 * 9.0);
        // Three seconds of talk in each four, wherever a caller begins.
        assertThat(report.get("utterances").asInt()).isBetween(6, 9);
        assertThat(report.get("partials").asInt()).isPositive();
        assertThat(report.at("/partialLatencyMs/p50").asDouble()).isPositive();
    }

    @Test
    void load_moreThanTheLimit_saysWhichFailed() {
        CommandRun run = load("--sessions", "60", "--seconds", "1", "--partial-every-ms", "0");

        assertThat(run.exitCode()).isEqualTo(ExitCode.INPUT_FAILED);
        JsonNode report = AnswerJson.mapper().readTree(run.out());
        assertThat(report.get("finished").asInt()).isEqualTo(50);
        assertThat(report.get("failed").asInt()).isEqualTo(10);
    }

    @Test
    void load_manyThatComeAndVanish_leaveNothing() {
        load("--sessions", "40", "--seconds", "1", "--speed", "4", "--abrupt");
        awaitAtMost(sessions::open, 0);
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        long descriptors = descriptors();
        load("--sessions", "40", "--seconds", "1", "--speed", "4", "--abrupt", "--rounds", "8");

        awaitAtMost(sessions::open, 0);
        // The callers of this very process take a few of each; a session that stayed would take
        // one.
        awaitAtMost(() -> ManagementFactory.getThreadMXBean().getThreadCount(), threads + 20);
        awaitAtMost(ITLoad::descriptors, descriptors + 20);
    }

    private static void awaitAtMost(LongSupplier value, long most) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (value.getAsLong() > most && System.nanoTime() < deadline) {
            Thread.yield();
        }
        assertThat(value.getAsLong()).isLessThanOrEqualTo(most);
    }

    private static long descriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getOpenFileDescriptorCount();
    }

    private CommandRun load(String... options) {
        String[] words = new String[options.length + 3];
        words[0] = "load";
        words[1] = "--url";
        words[2] = "ws://localhost:" + port + "/v1/stream";
        System.arraycopy(options, 0, words, 3, options.length);
        return CommandRun.of((Object[]) words);
    }
}
