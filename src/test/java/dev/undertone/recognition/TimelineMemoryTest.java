package dev.undertone.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioLimits;
import dev.undertone.model.ModelRepository;
import dev.undertone.model.ModelSettings;
import dev.undertone.testing.Conversations;
import dev.undertone.testing.FixtureModel;
import dev.undertone.testing.WavBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long recording in a process whose heap could not hold its samples. */
class TimelineMemoryTest {

    private static final int MINUTES = 45;

    @TempDir private Path folder;

    /** 45 minutes are 173 MB of samples; the heap has 96 MB. */
    @Test
    void recognize_recordingLargerThanTheHeap_comesToItsEnd()
            throws IOException, InterruptedException {
        FixtureModel.write(folder);
        Process child =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx96m",
                                        "-XX:+UseSerialGC",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-Dai.djl.onnx.disable_alternative=true",
                                        "-Dai.djl.offline=true",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        LongRecording.class.getName(),
                                        folder.toString()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String output =
                new String(child.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        assertThat(child.waitFor()).as(output).isZero();
        assertThat(output.lines().reduce((first, second) -> second))
                .hasValue("%d segments in %.1f s".formatted(MINUTES * 60 / 15, MINUTES * 60.0));
    }

    /** The child: prints how many segments there are in how many seconds. */
    static final class LongRecording {

        public static void main(String[] arguments) throws IOException {
            ModelRepository models =
                    new ModelRepository(
                            new ModelSettings(
                                    Path.of(arguments[0]), Map.of("default", "fixture@1.0.0"), 1));
            models.open();
            Admission admission = new Admission(AdmissionLimits.DEFAULT);
            TimelineRecognizer timelines =
                    new TimelineRecognizer(
                            new EmotionRecognizer(
                                    new AudioDecoder(AudioLimits.DEFAULT),
                                    models,
                                    admission,
                                    RecognitionListener.NONE),
                            TimelineLimits.DEFAULT);
            timelines.recognize(
                    "long",
                    new Repeated(MINUTES * 60 / 15),
                    TimelineOptions.parse(Map.of()),
                    new Counted());
            System.exit(0);
        }
    }

    private static final class Counted implements TimelineListener {

        @Override
        public void started(TimelineStart start) {}

        @Override
        public void segment(TimelineSegment segment) {}

        @Override
        public void ended(TimelineEnd end) {
            System.out.printf(
                    "%d segments in %.1f s%n", end.summary().segments(), end.durationSeconds());
        }
    }

    /** A WAV of unknown length: 15 s with a voice from 3 to 6 s, again and again. */
    private static final class Repeated extends InputStream {

        private static final int HEADER_BYTES = 44;

        private final byte[] header;
        private final byte[] part;
        private final long length;
        private long position;

        Repeated(int times) {
            byte[] wav =
                    WavBytes.claiming(
                            WavBytes.pcm16(16_000, 1, Conversations.of(15, new double[] {3, 3})),
                            0xFFFFFFFFL);
            header = Arrays.copyOf(wav, HEADER_BYTES);
            part = Arrays.copyOfRange(wav, HEADER_BYTES, wav.length);
            length = HEADER_BYTES + (long) times * part.length;
        }

        @Override
        public int read() {
            if (position == length) {
                return -1;
            }
            long at = position++;
            return (at < HEADER_BYTES
                            ? header[(int) at]
                            : part[(int) ((at - HEADER_BYTES) % part.length)])
                    & 0xff;
        }
    }
}
