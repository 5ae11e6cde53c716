package dev.undertone.audio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undertone.testing.CodedFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
    private static final int CODED_ROUNDS = 100;
    private static final int STAGES = 3;
    private static final int PAGE_BYTES = 4096;

    // Each round decodes four files. The smallest object that could be lost, an AVPacket, has some
    // 100 bytes: 20,000 of them would show with 2 MB, a frame with 8 MB, anything else with 100 MB
    // and more.
    @Test
    void decode_thousandsOfFiles_keepsNativeMemoryFlat() throws IOException, InterruptedException {
        assertThat(bytesGrown("plain")).as("bytes grown").isLessThan(1_500_000);
    }

    // Three stages of 5,200 decodings, half of them of broken files. The virtual machine takes some
    // 12 MB at once, once, at an uncertain time; what leaks grows in every stage, by 0.5 MB and
    // more
    // where 100 bytes are lost each time.
    @Test
    void decode_thousandsOfCodedFiles_keepsNativeMemoryFlat()
            throws IOException, InterruptedException {
        assertThat(bytesGrown("coded")).as("bytes grown").isLessThan(400_000);
    }

    private static long bytesGrown(String files) throws IOException, InterruptedException {
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
                                        DecodeLoop.class.getName(),
                                        files))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String output = new String(child.getInputStream().readAllBytes(), US_ASCII).trim();

        assertThat(child.waitFor()).as(output).isZero();
        return Long.parseLong(output);
    }

    /** The child: prints by how many bytes its resident memory grew. */
    static final class DecodeLoop {

        public static void main(String[] arguments) throws IOException {
            if (arguments[0].equals("coded")) {
                decodeCodedFiles();
                return;
            }
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

        private static void decodeCodedFiles() throws IOException {
            AudioDecoder decoder = new AudioDecoder(AudioLimits.DEFAULT);
            decodeCodedFiles(decoder);
            long least = Long.MAX_VALUE;
            for (int stage = 0; stage < STAGES; stage++) {
                long before = residentBytes();
                decodeCodedFiles(decoder);
                least = Math.min(least, residentBytes() - before);
            }
            System.out.println(least);
        }

        private static void decodeCodedFiles(AudioDecoder decoder) throws IOException {
            for (int round = 0; round < CODED_ROUNDS; round++) {
                for (CodedFormat format : CodedFormat.values()) {
                    byte[] clip = format.clip();
                    if (!isTaken(decoder, clip)) {
                        throw new IllegalStateException(format + " is not taken");
                    }
                    byte[] broken = Arrays.copyOf(clip, clip.length * 2 / 3);
                    Random random = new Random(round);
                    for (int change = 0; change < 20; change++) {
                        broken[random.nextInt(broken.length)] ^= (byte) (1 + random.nextInt(255));
                    }
                    isTaken(decoder, broken);
                }
            }
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
