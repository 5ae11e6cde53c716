package dev.undertone.benchmark;

import dev.undertone.audio.AudioDecoder;
import dev.undertone.audio.AudioLimits;
import dev.undertone.audio.ChannelMode;
import dev.undertone.audio.DecodedAudio;
import dev.undertone.audio.WavFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decoding of 4.46 s of a tone in noise to 16 kHz mono. FLAC files are written by the {@code flac} program. Divide by
 * 4.46 for the cost of one second of audio.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecodeBenchmark {

    private static final double SECONDS = 4.46;

    @Param({"wav-16k-mono", "wav-44k1-stereo", "wav-48k-mono", "wav-8k-mono", "flac-16k-mono"})
    public String clip = "";

    private final AudioDecoder decoder = new AudioDecoder(AudioLimits.DEFAULT);
    private byte[] bytes = {};

    @Setup
    public void prepare() throws IOException, InterruptedException {
        bytes =
                switch (clip) {
                    case "wav-16k-mono" -> wav(16_000, 1);
                    case "wav-44k1-stereo" -> wav(44_100, 2);
                    case "wav-48k-mono" -> wav(48_000, 1);
                    case "wav-8k-mono" -> wav(8_000, 1);
                    case "flac-16k-mono" -> flac(wav(16_000, 1));
                    default -> throw new IllegalArgumentException(clip);
                };
    }

    @Benchmark
    public DecodedAudio decode() throws IOException {
        return decoder.decode(new ByteArrayInputStream(bytes), ChannelMode.MIX, 16_000);
    }

    private static byte[] wav(int sampleRateHz, int channels) {
        Random noise = new Random(1);
        int length = (int) (SECONDS * sampleRateHz) * channels;
        return WavFile.pcm16(
                        sampleRateHz,
                        length,
                        n -> 0.3 * Math.sin(0.05 * n) + 0.01 * noise.nextGaussian())
                .channels(channels)
                .bytes();
    }

    private static byte[] flac(byte[] wav) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("decode-benchmark");
        Path source = Files.write(folder.resolve("clip.wav"), wav);
        Path target = folder.resolve("clip.flac");
        new ProcessBuilder("flac", "-s", "-o", target.toString(), source.toString())
                .inheritIO()
                .start()
                .waitFor();
        byte[] encoded = Files.readAllBytes(target);
        Files.delete(source);
        Files.delete(target);
        Files.delete(folder);
        return encoded;
    }
}
