package dev.undertone.cli;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioLimits;
import dev.undertone.audio.ChannelMode;
import dev.undertone.audio.Waveform;
import dev.undertone.load.StreamLoad;
import dev.undertone.load.StreamPlan;
import dev.undertone.load.StreamReport;
import dev.undertone.recognition.AnswerJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code load --sessions N --seconds S}: how many live sessions a service carries. */
@Command(
        name = "load",
        description = {
            "Holds live sessions against a service, each of a caller who talks in real time, and prints what",
            "the callers saw, one JSON object per round: partials and their latency, answers, failures."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        footer = {
            "",
            "The latency of a partial runs from the sending of the chunk that holds its end to its coming. The",
            "CPU time of the callers is told apart; run them on another machine for figures of a service alone.",
            "",
            "Exit codes: 0 every session ended well; 1 some did not.",
            "",
            "Examples:",
            "  undertone load --sessions 100 --seconds 60",
            "  undertone load --sessions 20 --file call.wav --url wss://undertone.example.org/v1/stream"
        })
final class LoadCommand implements Callable<Integer> {

    private static final int SAMPLE_RATE_HZ = 16_000;

    /** Three seconds of talk, then a pause that ends the utterance. */
    private static final int SECONDS_OF_TALK = 3;

    private static final double PAUSE_SECONDS = 1;

    @Spec private CommandSpec spec;

    @Option(
            names = "--url",
            defaultValue = "ws://localhost:8080/v1/stream",
            description = "Address of the stream (${DEFAULT-VALUE}).")
    private URI url;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "API key or token where the service asks for one.")
    private @Nullable String key;

    @Option(
            names = "--sessions",
            defaultValue = "10",
            description = "At a time (${DEFAULT-VALUE}).")
    private int sessions;

    @Option(names = "--seconds", defaultValue = "30", description = "Of each (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--chunk-ms",
            defaultValue = "100",
            description = "Audio per message (${DEFAULT-VALUE}).")
    private int chunkMs;

    @Option(
            names = "--speed",
            defaultValue = "1",
            description = "Times real time (${DEFAULT-VALUE}).")
    private double speed;

    @Option(
            names = "--partial-every-ms",
            defaultValue = "500",
            description = "Pace of the partials, 0 for none (${DEFAULT-VALUE}).")
    private int partialEveryMs;

    @Option(
            names = "--model",
            defaultValue = "default",
            description = "Which model answers (${DEFAULT-VALUE}).")
    private String model;

    @Option(
            names = "--rounds",
            defaultValue = "1",
            description = "One after the other, each with new connections (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--abrupt", description = "Callers vanish in the middle instead of finishing.")
    private boolean abrupt;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "What each caller says again and again (synthetic speech with pauses).")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException, InterruptedException {
        StreamPlan plan =
                new StreamPlan(
                        url,
                        key == null ? null : "Bearer " + key,
                        sessions,
                        Duration.ofSeconds(seconds),
                        Duration.ofMillis(chunkMs),
                        speed,
                        partialEveryMs,
                        model,
                        abrupt);
        StreamLoad load = new StreamLoad(plan, pcm(talk()));
        int failed = 0;
        for (int round = 0; round < rounds; round++) {
            StreamReport report = load.run();
            failed += report.failed();
            spec.commandLine().getOut().println(AnswerJson.mapper().writeValueAsString(report));
        }
        return failed == 0 ? ExitCode.OK : ExitCode.INPUT_FAILED;
    }

    private float[] talk() throws IOException {
        if (file != null) {
            try (InputStream bytes = Files.newInputStream(file)) {
                return decoded(bytes).samples();
            }
        }
        float[] second = decoded(new ByteArrayInputStream(SyntheticSpeech.wav())).samples();
        float[] talk = new float[(int) ((SECONDS_OF_TALK + PAUSE_SECONDS) * SAMPLE_RATE_HZ)];
        for (int i = 0; i < SECONDS_OF_TALK; i++) {
            System.arraycopy(second, 0, talk, i * SAMPLE_RATE_HZ, second.length);
        }
        return talk;
    }

    private static Waveform decoded(InputStream bytes) throws IOException {
        return new AudioDecoder(AudioLimits.DEFAULT)
                .decode(bytes, ChannelMode.MIX, SAMPLE_RATE_HZ)
                .channels()
                .get(0);
    }

    private static byte[] pcm(float[] samples) {
        ByteBuffer pcm =
                ByteBuffer.allocate(Short.BYTES * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            int value = Math.round(sample * -Short.MIN_VALUE);
            pcm.putShort((short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value)));
        }
        return pcm.array();
    }
}
