package dev.undertone.audio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Native memory of thousands of decodings, good and bad, in a process of its own: there the heap has one size and is
 * touched from the start, and the compiler settles soon, so that what grows is native.
 */
@EnabledOnOs(OS.LINUX)
class AudioDecoderMemoryTest {

    private static final int WARM_UP_ROUNDS = 2500;
    private static final int ROUNDS = 5000;
    private static final int PAGE_BYTES = 4096;

    // Each round decodes four files. The smallest object that could be lost, an AVPacket, has some
    // 100 bytes: 20,000 of them would show with 2 MB, a frame with 8 MB, anything else with 100 MB
    // and more.
    @Test
    void decode_thousandsOfFiles_keepsNativeMemoryFlat() throws IOException, InterruptedException {
        Process child =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xms64m",
                                        "-Xmx64m",
                                        "-XX:+AlwaysPreTouch",
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        DecodeLoop.class.getName()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String output = new String(child.getInputStream().readAllBytes(), US_ASCII).trim();

        assertThat(child.waitFor()).as(output).isZero();
        assertThat(Long.parseLong(output)).as("bytes grown").isLessThan(1_500_000);
    }

    /** The child: prints by how many bytes its resident memory grew. */
    static final class DecodeLoop {

        public static void main(String[] arguments) throws IOException {
            AudioDecoder decoder = new AudioDecoder(AudioLimits.DEFAULT);
            byte[] flac = flac();
            byte[] damaged = flac.clone();
            Arrays.fill(damaged, 1000, 1100, (byte) 0);
            byte[][] files = {
                WavFile.pcm16(44_100, 5000, Samples.sine(300, 44_100)).bytes(),
                flac,
                Arrays.copyOf(flac, flac.length / 2),
                damaged
            };
            decodeAll(decoder, files, WARM_UP_ROUNDS);
            long before = residentBytes();
            decodeAll(decoder, files, ROUNDS);
            System.out.println(residentBytes() - before);
        }

        private static void decodeAll(AudioDecoder decoder, byte[][] files, int rounds)
                throws IOException {
            for (int round = 0; round < rounds; round++) {
                for (int file = 0; file < files.length; file++) {
                    boolean taken = isTaken(decoder, files[file]);
                    if (taken != file < 2) {
                        throw new IllegalStateException("file " + file + " taken: " + taken);
                    }
                }
            }
        }

        private static boolean isTaken(AudioDecoder decoder, byte[] file) throws IOException {
            try {
                decoder.decode(new ByteArrayInputStream(file), ChannelMode.MIX, 16_000);
                return true;
            } catch (AudioException e) {
                return false;
            }
        }

        private static long residentBytes() throws IOException {
            String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ");
            return Long.parseLong(pages[1]) * PAGE_BYTES;
        }

        private static byte[] flac() throws IOException {
            try (InputStream file =
                    DecodeLoop.class.getResourceAsStream("/audio/triangle-mono-16k.flac")) {
                return file.readAllBytes();
            }
        }
    }
}
